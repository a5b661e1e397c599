/// Something in a namespace, of whatever kind and whoever it belongs to.
package struct Occupant: Hashable, Sendable {
    /// API group; empty for the core group.
    package let group: String
    package let kind: String
    package let name: String
    /// Another object's controller made it, or the world itself in every namespace: it comes and goes by itself.
    package let isDerived: Bool
    /// People have said that it is not to be deleted.
    package let isProtected: Bool

    package init(group: String, kind: String, name: String, isDerived: Bool, isProtected: Bool = false) {
        self.group = group
        self.kind = kind
        self.name = name
        self.isDerived = isDerived
        self.isProtected = isProtected
    }

    /// Its kind was added to the cluster, in a group of somebody's domain.
    package var isOfAddedKind: Bool { Self.isAdded(group) }

    /// Whether it may be an object of this kind. What a cluster serves by itself moves from group to group, and is the
    /// same object in each; an added kind may have the name of any.
    package func isOf(_ kind: Kind) -> Bool {
        self.kind == kind.name && (group == kind.group || !isOfAddedKind && !Self.isAdded(kind.group))
    }

    private static func isAdded(_ group: String) -> Bool {
        group.contains(".") && !group.hasSuffix(".k8s.io")
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
