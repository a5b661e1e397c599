/// Something in a namespace, of whatever kind and whoever it belongs to.
package struct Occupant: Hashable, Sendable {
    /// API group; empty for the core group.
    package let group: String
    package let kind: String
    package let name: String
    /// Another object's controller made it, or the world itself in every namespace: it comes and goes by itself.
    package let isDerived: Bool

    package init(group: String, kind: String, name: String, isDerived: Bool) {
        self.group = group
        self.kind = kind
        self.name = name
        self.isDerived = isDerived
    }

    /// `StatefulSet.apps redis`
    package var description: String { "\(group.isEmpty ? kind : "\(kind).\(group)") \(name)" }
}

/// What was found in a namespace when all of it was looked at.
package enum Occupancy: Sendable {
    case all([Occupant])
    /// Nothing may be concluded.
    case failed(Problem)
}
