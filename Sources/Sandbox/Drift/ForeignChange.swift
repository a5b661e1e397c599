package import Values

/// A change that somebody else makes behind our back.
package enum ForeignChange: Sendable {
    /// Gives one field a value. Objects and associative lists' elements on the way are made where they are missing.
    case set(FieldPath, Value)
    /// Takes one field away.
    case remove(FieldPath)
    /// Merges, as RFC 7386 has it: objects by member, null takes away, everything else replaces.
    case merge(Value)
    /// Makes an object with this manifest, which bears a mark only if the manifest does.
    case create(Value)
    case delete

    /// Who makes such changes, where nobody is named.
    package static let manager = "kubectl-edit"
}
