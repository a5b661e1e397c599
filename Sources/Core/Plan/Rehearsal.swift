package import Values

/// What a world says would come of a change, without making it.
package enum Rehearsal: Sendable {
    /// It would be made; for an update the object is given as it would be then.
    case accepted(JSONText?)
    /// It would be refused, in the words of an apply.
    case refused(Problem)
    /// The world cannot say, or did not.
    case unknown(Problem)
}

/// Why a change was not rehearsed although it could be made.
package enum RehearsalGap: String, Hashable, Sendable, CaseIterable {
    /// Its namespace is only made by the same plan.
    case namespaceMissing
    /// What it replaces has to go first: the object, or an element of a list that stands in the place of one of ours. A
    /// dry run of the apply alone would meet both elements, and be refused for a name that two cannot have.
    case replaced
    /// The quota of its namespace has no room for it, and is changed by the same plan.
    case quota
    /// AWS has no dry run for it.
    case cloud
    /// It was refused for a host that another change of the same plan lets go of.
    case movingHost
}

extension Plan {
    /// The changes that a world can be asked about, and how many it cannot be asked about, by why.
    package var rehearsals: (possible: [Change], gaps: [RehearsalGap: Int]) {
        let coming = Set(
            changes.filter { $0.id.kind == "Namespace" && $0.action == .create || $0.action == .replace }.map(
                \.id))
        var possible: [Change] = []
        var gaps: [RehearsalGap: Int] = [:]
        for change in changes where change.isPerformable {
            if change.id.scope.world == .aws {
                gaps[.cloud, default: 0] += 1
            } else if change.action == .replace || change.strays.contains(where: { $0.displaced != nil }) {
                gaps[.replaced, default: 0] += 1
            } else if !change.id.namespace.isEmpty,
                coming.contains(ObjectID(change.id.scope, "Namespace", name: change.id.namespace))
            {
                gaps[.namespaceMissing, default: 0] += 1
            } else {
                possible.append(change)
            }
        }
        return (possible, gaps)
    }
}
