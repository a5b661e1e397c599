/// Where mail reaches somebody: `it@nordwind.example`.
package struct EmailAddress: Hashable, Sendable {
    package let text: String
}

extension EmailAddress: SpecScalar {
    static let notation = ScalarNotation(
        noun: "an email address", about: "The address alone, without a display name.",
        pattern: "^[^@\\s]{1,64}@[^@\\s]+$", format: "email", examples: ["it@nordwind.example"])

    init(parsing text: String) throws(Misfit) {
        guard let at = text.utf8.firstIndex(of: UInt8(ascii: "@")) else { throw Misfit("it has no @") }
        let (mailbox, domain) = (text[..<at], text[text.utf8.index(after: at)...])
        guard !domain.utf8.contains(UInt8(ascii: "@")) else { throw Misfit("it has more than one @") }
        guard (1...64).contains(mailbox.utf8.count) else {
            throw Misfit("before the @ there are 1 to 64 characters")
        }
        var previous = UInt8(ascii: ".")
        for byte in mailbox.utf8 {
            let isDot = byte == UInt8(ascii: ".")
            guard byte.isLetter || byte.isDigit || byte.isOne(of: "!#$%&'*+-/=?^_`{|}~.") else {
                throw Misfit("before the @ there are letters, digits and signs")
            }
            guard !isDot || previous != byte else { throw Self.dots }
            previous = byte
        }
        guard previous != UInt8(ascii: ".") else { throw Self.dots }
        do throws(Misfit) {
            _ = try Domain(parsing: String(domain))
        } catch {
            throw Misfit("after the @ there is no domain name: \(error.reason)")
        }
        self.text = text
    }

    private static let dots = Misfit("before the @ a dot stands between two other characters")
}
