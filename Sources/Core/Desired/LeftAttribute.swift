package import Diagnostics
package import Values

/// An attribute that the specs leave to others, such as the replicas of what an autoscaler scales: it is not stated, so
/// that it is no difference whatever it is.
package struct LeftAttribute: Hashable, Sendable {
    package let path: FieldPath
    /// Where we let go of less than this, it is this that the others begin with; nil: they go on from anything.
    package let least: Int?
    /// The ignore rule that says so; nil where it follows from something else.
    package let rule: Rule?

    package struct Rule: Hashable, Sendable {
        package let origin: Origin
        /// Who looks after the attribute, and why.
        package let reason: String?

        package init(at origin: Origin, reason: String?) {
            self.origin = origin
            self.reason = reason
        }
    }

    package init(_ path: FieldPath, least: Int) {
        self.path = path
        self.least = least
        rule = nil
    }

    package init(_ path: FieldPath, by rule: Rule) {
        self.path = path
        least = nil
        self.rule = rule
    }
}

extension Mark {
    /// What of the object the specs that were last applied left to others: paths, one a line.
    package static let leftAnnotation = "cadastre.dev/left-to-others"
    package static let leftPath = FieldPath([.key("metadata"), .key("annotations"), .key(leftAnnotation)])

    package static func leftText(_ attributes: [LeftAttribute]) -> String {
        attributes.map { $0.path.notation }.sorted().joined(separator: "\n")
    }

    /// Nothing of what cannot be read.
    package static func leftPaths(of body: Value) -> [FieldPath] {
        let text = body[key: "metadata"]?[key: "annotations"]?[key: leftAnnotation]?.string ?? ""
        return text.split(separator: "\n").compactMap { try? FieldPath(parsing: String($0)) }
    }
}
