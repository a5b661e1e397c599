package import Values

/// How an attribute of a kind is compared, so that what means the same is never shown as a difference.
package indirect enum Comparison: Hashable, Sendable {
    /// By structure: members of objects by name, elements of lists by position.
    case plain
    /// `1000m` is `1`, and the number 1 is the text "1".
    case quantity
    /// A version, as exactly as it is stated: `15` is every `15.x`.
    case version
    /// An object whose named members have rules of their own; the others follow `rest`.
    case object([String: Comparison], rest: Comparison = .plain)
    /// A list whose elements are told apart by the named keys; its order does not matter.
    case keyed(by: [String], Comparison = .plain)
    /// A list of scalars whose order does not matter.
    case set
    /// In both directions: a member that only the world has is a difference too. For what gets another meaning
    /// by what is added to it, such as a NetworkPolicy's rules; the server must not fill in defaults here.
    case whole
    /// Bookkeeping, or identity: never a difference.
    case ignored

    /// The rule for what is at a path of members.
    package func rule(at path: FieldPath) -> Comparison {
        path.elements.reduce(self) { rule, step in
            if case .key(let key) = step { rule.member(key) } else { .plain }
        }
    }

    /// The rule for the member `key` of an object that follows this rule.
    package func member(_ key: String) -> Comparison {
        switch self {
        case .object(let members, let rest): members[key] ?? rest
        case .whole: .whole
        default: .plain
        }
    }
}
