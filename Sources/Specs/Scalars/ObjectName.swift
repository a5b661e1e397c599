/// The name of an object in the cluster that others make: a storage class, an ingress class, a secret.
package struct ObjectName: Hashable, Sendable {
    package let text: String
}

extension ObjectName: SpecScalar {
    static let notation = ScalarNotation(
        noun: "the name of an object",
        about:
            "Lower-case letters, digits, hyphens and dots, at most 253, with a letter or digit at both ends.",
        pattern: "^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$", examples: ["nginx", "letsencrypt-prod"])

    init(parsing text: String) throws(Misfit) {
        guard text.utf8.count <= 253 else { throw Misfit("it has more than 253 characters") }
        for label in text.split(separator: ".", omittingEmptySubsequences: false) {
            guard let first = label.utf8.first, let last = label.utf8.last else {
                throw Misfit(text.isEmpty ? "it is empty" : "there is nothing before, after or between dots")
            }
            guard label.utf8.allSatisfy({ $0.isLowercase || $0.isDigit || $0 == UInt8(ascii: "-") }) else {
                let lowered = text.lowercased()
                throw Misfit(
                    "only lower-case letters, digits, hyphens and dots are allowed",
                    suggestion: lowered == text ? nil : (try? ObjectName(parsing: lowered))?.text)
            }
            guard first != UInt8(ascii: "-"), last != UInt8(ascii: "-") else {
                throw Misfit("a letter or digit stands at both ends of each part")
            }
        }
        self.text = text
    }
}
