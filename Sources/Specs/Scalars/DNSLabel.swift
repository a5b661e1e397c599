/// One label of a domain name, which is also a name in Kubernetes: `nordwind`, `eu-west-1`.
package struct DNSLabel: Hashable, Sendable {
    package let text: String

    static let longest = 63
}

extension DNSLabel: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a DNS label",
        about: "Lower-case letters, digits and hyphens, at most 63, with no hyphen at either end.",
        pattern: "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", examples: ["nordwind", "eu-west-1"])

    init(parsing text: String) throws(Misfit) {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last else { throw Misfit("it is empty") }
        guard bytes.count <= Self.longest else {
            throw Misfit("it has \(bytes.count) characters, and 63 are allowed")
        }
        guard bytes.allSatisfy({ $0.isLowercase || $0.isDigit || $0 == UInt8(ascii: "-") }) else {
            throw Misfit(
                "only lower-case letters, digits and hyphens are allowed", suggestion: Self.nearest(to: text))
        }
        guard first != UInt8(ascii: "-") else { throw Misfit("it starts with a hyphen") }
        guard last != UInt8(ascii: "-") else { throw Misfit("it ends with a hyphen") }
        self.text = text
    }

    /// The text in lower case with hyphens for underscores, dots and spaces, where that is a label.
    private static func nearest(to text: String) -> String? {
        let folded = String(text.lowercased().map { "_. ".contains($0) ? "-" : $0 })
        return folded == text ? nil : (try? DNSLabel(parsing: folded))?.text
    }
}
