package import Values

/// An attribute that the specs leave to others, such as the replicas of what an autoscaler scales: it is not stated, so
/// that it is no difference whatever it is.
package struct LeftAttribute: Hashable, Sendable {
    package let path: FieldPath
    /// Where we let go of less than this, it is this that the others begin with.
    package let least: Int

    package init(_ path: FieldPath, least: Int) {
        self.path = path
        self.least = least
    }
}

extension Mark {
    /// What of the object the specs that were last applied left to others: paths, one a line.
    package static let leftAnnotation = "cadastre.dev/left-to-others"

    package static func leftText(_ attributes: [LeftAttribute]) -> String {
        attributes.map { $0.path.description }.sorted().joined(separator: "\n")
    }

    /// Nothing of what cannot be read.
    package static func leftPaths(of body: Value) -> [FieldPath] {
        let text = body[key: "metadata"]?[key: "annotations"]?[key: leftAnnotation]?.string ?? ""
        return text.split(separator: "\n").compactMap { try? FieldPath(parsing: String($0)) }
    }
}
