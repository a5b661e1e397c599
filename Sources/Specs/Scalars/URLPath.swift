/// The path of a URL: `/health/live`.
package struct URLPath: Hashable, Sendable {
    package let text: String
}

extension URLPath: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a URL path", about: "Starts with a slash; without a query.", pattern: "^/[!-~]*$",
        examples: ["/health/live"])

    init(parsing text: String) throws(Misfit) {
        guard text.hasPrefix("/") else {
            throw Misfit("it does not start with a slash", suggestion: "/" + text)
        }
        guard text.utf8.allSatisfy({ $0.isVisible && !$0.isOne(of: "?#\"<>\\^`{|}") }) else {
            throw Misfit(
                "letters, digits and the signs of a path are allowed; anything else is written as %20")
        }
        self.text = text
    }
}
