/// An AWS account: twelve digits, of which the first may be zero.
package struct AccountID: Hashable, Sendable {
    package let text: String
}

extension AccountID: SpecScalar {
    static let notation = ScalarNotation(
        noun: "an AWS account", about: "Twelve digits in quotes.", pattern: "^[0-9]{12}$",
        examples: ["111122223333"])

    init(parsing text: String) throws(Misfit) {
        let digits = text.filter { $0 != "-" }
        guard text.utf8.count == 12, text.utf8.allSatisfy(\.isDigit) else {
            throw Misfit(
                "accounts have twelve digits",
                suggestion: digits != text ? (try? AccountID(parsing: digits))?.text : nil)
        }
        self.text = text
    }
}
