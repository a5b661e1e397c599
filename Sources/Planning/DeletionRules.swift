import Core
import Diagnostics
import Values

/// What becomes of objects that bear our mark and that the blueprint does not hold.
///
/// Nothing is deleted by inference: a delete needs a complete look, our fleet's mark, an owner that is still in the
/// specs, and room in the deletion budget. What holds data needs in addition a terminated tenant whose retention has
/// run out, and a person who names that tenant for this run. And nothing goes before what takes its place can be made.
struct DeletionRules {
    let blueprint: Blueprint
    let world: ObservedWorld
    let options: PlanningOptions
    /// Tenants of whom something that the specs ask for cannot be made, or was not looked at.
    let hindered: Set<String>

    /// Of the whole fleet, whatever tenants are selected: the budget is for all of them together.
    func changes() -> [Change] {
        let desired = Set(blueprint.objects.map(\.id))
        let kinds = Dictionary(blueprint.kinds.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var changes: [Change] = []
        for (id, object) in world.objects where !desired.contains(id) && !object.isTerminating {
            guard let mark = object.mark, mark.fleet == blueprint.fleet, let kind = kinds[id.kind] else {
                continue
            }
            let owner = mark.tenant.map(Owner.tenant) ?? .region(id.scope.region)
            let (action, reason) = fate(of: object, kind, owner)
            changes.append(
                Change(
                    id: id, kind: kind, owner: owner, action: action, reason: reason,
                    observed: object.version, seen: object.body
                ))
        }
        return withOrder(withFullNamespacesKept(changes))
    }

    private func fate(of object: ObservedObject, _ kind: Kind, _ owner: Owner) -> (Action, Reason) {
        let (action, reason) = wish(for: kind, owner, object.id)
        guard action == .delete else { return (action, reason) }
        if !bearsItsOwnMark(object, owner) { return (.keep, .strangeMark) }
        let isPartial = !options.selection.kinds.isEmpty || !world.isWhole(object.id.scope)
        let isHindered = reason.isReplaced && owner.tenant.map(hindered.contains) ?? false
        return isPartial || isHindered ? (.keep, .heldBack) : (action, reason)
    }

    /// Labels are easily copied with a manifest, and easily changed.
    private func bearsItsOwnMark(_ object: ObservedObject, _ owner: Owner) -> Bool {
        let annotation = (try? object.body.decode())?[at: Self.identityPath]
        return annotation?.string == Mark.identity(of: object.id, owner: owner)
    }

    private static let identityPath = FieldPath(
        [.key("metadata"), .key("annotations"), .key(Mark.identityAnnotation)])

    private func wish(for kind: Kind, _ owner: Owner, _ id: ObjectID) -> (Action, Reason) {
        guard let tenant = owner.tenant else {
            return kind.holdsData ? (.keep, .holdsData) : (.delete, .notWanted)
        }
        guard let terms = blueprint.tenants[tenant] else { return (.keep, .orphan) }
        guard let end = terms.end else {
            if kind.holdsData { return (.keep, .holdsData) }
            return (.delete, terms.resting.contains(id) ? .suspended : .notWanted)
        }
        guard kind.holdsData else { return (.delete, .terminated) }
        let hasRunOut = end.retentionEnds.flatMap { ends in world.at(id.scope).map { ends <= $0 } } ?? false
        let isConfirmed = options.dataDeletions.contains(tenant)
        return hasRunOut && isConfirmed
            ? (.delete, .terminated) : (.keep, .retained(until: end.retentionEnds))
    }

    /// Deletes run against the order of the kinds: a workload goes before its fences, and its namespace last; a bucket
    /// before its key. Each waits for the next later kind that is there; that waits for the rest.
    private func withOrder(_ changes: [Change]) -> [Change] {
        struct Place: Hashable {
            let scope: Scope
            let namespace: String

            init(_ change: Change) {
                let id = change.id
                scope = id.scope
                // AWS has none: there, what is one owner's goes together.
                namespace =
                    scope.world == .aws
                    ? "\(change.owner)" : id.namespace.isEmpty ? id.name : id.namespace
            }
        }
        let deletes = changes.filter { $0.action == .delete }
        let byPlace = Dictionary(grouping: deletes, by: Place.init).mapValues {
            Dictionary(grouping: $0.map(\.id), by: \.kind)
        }
        let kinds = blueprint.kinds.map(\.name)
        let laterKinds = Dictionary(
            kinds.enumerated().map { ($1, kinds[($0 + 1)...]) }, uniquingKeysWith: { first, _ in first })
        return changes.map { change in
            guard change.action == .delete, let there = byPlace[Place(change)] else { return change }
            var change = change
            change.needs = laterKinds[change.id.kind]?.lazy.compactMap { there[$0] }.first ?? []
            return change
        }
    }

    /// Counts over the whole fleet, whatever is selected: a run in parts must not get around the budget's share.
    func budgetFindings(for changes: [Change]) -> [Finding] {
        let budget = options.deletionBudget ?? blueprint.safety.deletionBudget
        // A suspension says by name what goes, and comes back.
        let counted = changes.filter { $0.action.deletes && $0.reason != .suspended }
        let deletes = Dictionary(grouping: counted, by: \.kind.name)
        guard !deletes.isEmpty else { return [] }
        // What is already on its way out is not there to be spared. Where this run does not look, what the specs ask for
        // stands for what is there: a share is one of the fleet, and not of the regions that are selected.
        var present: [String: Int] = [:]
        for object in blueprint.objects where !world.wasSeen(object.id.scope, kind: object.id.kind) {
            present[object.id.kind, default: 0] += 1
        }
        for object in world.objects.values
        where object.mark?.fleet == blueprint.fleet && !object.isTerminating {
            present[object.id.kind, default: 0] += 1
        }
        return deletes.sorted { $0.key < $1.key }.compactMap { kind, deletes in
            let observed = present[kind] ?? 0
            // The specs ask for it, and a person has said for this run that all may go.
            if options.deletionBudget == .percent(100) { return nil }
            guard deletes.count > budget.allowance(of: observed) else { return nil }
            return overBudget(kind, deletes: deletes.count, observed: observed, budget)
        }
    }

    private func overBudget(_ kind: String, deletes: Int, observed: Int, _ budget: DeletionBudget) -> Finding
    {
        Finding(
            Diagnostic(
                .blocked, "safety.deletion-budget",
                "\(deletes) of \(observed) \(kind) objects would be deleted",
                notes: [
                    "one run may delete \(budget.allowance(of: observed)) of them: the budget is \(budget), and never all of a kind"
                ],
                help:
                    "look whether the specs are what you mean; if they are, name a budget for this run: "
                    + (deletes < observed
                        ? "--deletion-budget \(deletes)"
                        : "--deletion-budget 100%, which alone lets all of a kind go")
            ),
            reach: .deletes(kind: kind))
    }
}
