/// The key of a label in Kubernetes: `instance-type`, `node.kubernetes.io/instance-type`.
struct LabelKey: SpecScalar {
    static let notation = ScalarNotation(
        noun: "the key of a label",
        about: "As Kubernetes has it: a name, perhaps with a domain and a slash before it.",
        pattern: "^([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$",
        examples: ["instance-type", "node.kubernetes.io/instance-type"])

    init(parsing text: String) throws(Misfit) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let name = parts.last, !name.isEmpty else {
            throw Misfit("there is a name, or a domain, a slash and a name")
        }
        if parts.count == 2 {
            let domain = parts[0].utf8
            guard !domain.isEmpty, domain.count <= 253,
                domain.allSatisfy({ $0.isLowercase || $0.isDigit || $0.isOne(of: ".-") })
            else { throw Misfit("before the slash there is no domain") }
        }
        _ = try LabelText(parsing: String(name))
    }
}

/// The value of a label in Kubernetes, which may be empty.
package struct LabelText: Hashable, Sendable {
    package let text: String
}

extension LabelText: SpecScalar {
    static let notation = ScalarNotation(
        noun: "the value of a label", about: "At most 63 letters, digits, and - _ . between them.",
        pattern: "^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$", examples: ["c5.2xlarge"])

    init(parsing text: String) throws(Misfit) {
        guard text.utf8.count <= 63,
            text.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0.isOne(of: "-_.") })
        else { throw Misfit("at most 63 letters, digits, hyphens, underscores and dots are allowed") }
        if let first = text.utf8.first, let last = text.utf8.last {
            guard !first.isOne(of: "-_."), !last.isOne(of: "-_.") else {
                throw Misfit("a letter or digit stands at both ends")
            }
        }
        self.text = text
    }
}
