/// Where the law says data is: `EU`, `US`, `APAC`, or the user's own.
package struct Jurisdiction: Hashable, Sendable {
    package let text: String
}

extension Jurisdiction: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a jurisdiction", about: "A short name of your own in capitals, such as EU, US or APAC.",
        pattern: "^[A-Z][A-Z0-9-]{0,31}$", examples: ["EU", "US", "APAC"])

    init(parsing text: String) throws(Misfit) {
        guard let first = text.utf8.first, first.isUppercase, text.utf8.count <= 32,
            text.utf8.allSatisfy({ $0.isUppercase || $0.isDigit || $0 == UInt8(ascii: "-") })
        else {
            let capitals = text.uppercased()
            throw Misfit(
                "jurisdictions are written in capitals, at most 32",
                suggestion: capitals == text ? nil : (try? Jurisdiction(parsing: capitals))?.text)
        }
        self.text = text
    }
}
