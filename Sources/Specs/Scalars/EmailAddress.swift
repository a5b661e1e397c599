/// Where mail reaches somebody: `it@nordwind.example`.
package struct EmailAddress: Hashable, Sendable {
    package let text: String
}

extension EmailAddress: SpecScalar {
    static let notation = ScalarNotation(
        noun: "an email address", about: "The address alone, without a display name.",
        pattern: "^[^@\\s]{1,64}@[^@\\s]+$", format: "email", examples: ["it@nordwind.example"])

    init(parsing text: String) throws(Misfit) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw Misfit(parts.count < 2 ? "it has no @" : "it has more than one @")
        }
        let mailbox = parts[0].utf8
        guard !mailbox.isEmpty, mailbox.count <= 64 else {
            throw Misfit("before the @ there are 1 to 64 characters")
        }
        guard mailbox.allSatisfy({ $0.isLetter || $0.isDigit || $0.isOne(of: "!#$%&'*+-/=?^_`{|}~.") }),
            !parts[0].hasPrefix("."), !parts[0].hasSuffix("."), !parts[0].contains("..")
        else {
            throw Misfit("before the @ there are letters, digits and signs, with single dots between them")
        }
        do throws(Misfit) {
            _ = try Domain(parsing: String(parts[1]))
        } catch {
            throw Misfit("after the @ there is no domain name: \(error.reason)")
        }
        self.text = text
    }
}
