/// The explicit tags that a file may use, all of YAML 1.2's core schema.
package enum YAMLTag: UInt8, Hashable, Sendable {
    /// A lone `!`: the scalar is a string whatever it looks like.
    case nonSpecific
    case string, integer, float, bool, null, sequence, mapping

    static let prefix = "tag:yaml.org,2002:"

    /// Nil for any other tag.
    init?(_ name: String) {
        switch name {
        case "!": self = .nonSpecific
        case Self.prefix + "str": self = .string
        case Self.prefix + "int": self = .integer
        case Self.prefix + "float": self = .float
        case Self.prefix + "bool": self = .bool
        case Self.prefix + "null": self = .null
        case Self.prefix + "seq": self = .sequence
        case Self.prefix + "map": self = .mapping
        default: return nil
        }
    }

    /// Whether a node of that kind may carry it.
    func fits(_ kind: RawNode.Kind) -> Bool {
        switch self {
        case .nonSpecific: true
        case .sequence: kind == .sequence
        case .mapping: kind == .mapping
        case .string, .integer, .float, .bool, .null: kind == .scalar
        }
    }
}
