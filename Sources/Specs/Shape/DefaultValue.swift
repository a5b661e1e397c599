import Diagnostics
import Values
import YAML

/// A default, written as YAML and parsed once.
struct DefaultValue: Sendable {
    /// Stands for the document's name.
    static let nameMark = "<name>"

    /// Nil when it is no YAML, which a test excludes.
    let node: YAMLNode?

    init(_ yaml: String) {
        node = (try? YAMLTree.parse(Array(yaml.utf8), file: FileID(.max)))?.documents.first
    }

    /// With the name in its place.
    static func parse(_ yaml: String, name: String) -> YAMLNode? {
        DefaultValue(
            yaml.split(separator: nameMark, omittingEmptySubsequences: false).joined(separator: name)
        ).node
    }

    /// The same as data.
    var json: Value? {
        guard let node else { return nil }
        var decoder = SpecDecoder(at: node.origin)
        return decoder.value(node)
    }
}
