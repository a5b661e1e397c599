package import Core
import Diagnostics

/// Deleting a namespace deletes all that is in it. So it only goes when all that is known to be in it goes in the same
/// plan, when all of it was looked for, and when none of what nobody knew of holds data.
extension DeletionRules {
    func withFullNamespacesKept(_ changes: [Change]) -> [Change] {
        let deleted = Set(changes.filter { $0.action == .delete }.map(\.id))
        guard changes.contains(where: \.deletesNamespace) else { return changes }
        let staying = world.objects.keys.filter { !$0.namespace.isEmpty && !deleted.contains($0) }
        let inhabited = Set(staying.map { ObjectID($0.scope, "Namespace", name: $0.namespace) })
        return changes.map { change in
            guard change.deletesNamespace else { return change }
            let isKnown = blueprint.kinds.filter { $0.belongs(in: change.id.scope) }.allSatisfy {
                world.wasSeen(change.id.scope, kind: $0.name)
            }
            let reason: Reason
            if !isKnown || inhabited.contains(change.id) {
                reason = .notEmpty
            } else if case .all? = world.occupancy(of: change.id) {
                return change
            } else {
                reason = .unexplored
            }
            return Change(
                id: change.id, kind: change.kind, owner: change.owner, action: .keep, reason: reason,
                observed: change.observed, seen: change.seen)
        }
    }

    /// What would go with namespaces although it is in no plan, and why some could not be looked into.
    func occupantFindings(for changes: [Change]) -> [Finding] {
        let deletions = changes.filter { $0.action == .delete }
        let deleted = Dictionary(deletions.map { ($0.id, $0.kind) }) { first, _ in first }
        return changes.flatMap { change -> [Finding] in
            switch world.occupancy(of: change.id) {
            case .failed(var problem)? where change.reason == .unexplored:
                problem.summary = "\(change.id) could not be looked into: \(problem.summary)"
                return [Finding(Diagnostic(.error, problem), owner: change.owner)]
            case .all(let occupants)? where change.deletesNamespace:
                let others = occupants.filter { occupant in
                    let id = ObjectID(
                        change.id.scope, occupant.kind, namespace: change.id.name, name: occupant.name)
                    return !occupant.isDerived && deleted[id].map(occupant.isOf) != true
                }
                return [
                    holdsData(change, others.filter(mayHoldData)),
                    goesAlong(change, others.filter { !mayHoldData($0) }),
                ].compactMap(\.self)
            default: return []
            }
        }
    }

    /// Volumes and their snapshots do; of kinds that were added to the cluster nobody can tell, and a database is one of
    /// those.
    private func mayHoldData(_ occupant: Occupant) -> Bool {
        if blueprint.kinds.contains(where: { occupant.isOf($0) && $0.holdsData }) { return true }
        if occupant.kind == "PersistentVolumeClaim" { return true }
        return occupant.isOfAddedKind || occupant.group.hasSuffix("snapshot.storage.k8s.io")
    }

    private func holdsData(_ change: Change, _ occupants: [Occupant]) -> Finding? {
        if occupants.isEmpty { return nil }
        return Finding(
            Diagnostic(
                .blocked, "safety.namespace-holds-data",
                "\(change.id) holds what nobody asked to destroy", notes: [Self.list(occupants)],
                help: "move or delete it yourself, if it may go, and plan again"),
            owner: change.owner, reach: .object(change.id))
    }

    private func goesAlong(_ change: Change, _ occupants: [Occupant]) -> Finding? {
        if occupants.isEmpty { return nil }
        return Finding(
            Diagnostic(
                .warning, "safety.namespace-contents", "with \(change.id) goes what is not the fleet's",
                notes: [Self.list(occupants)],
                help: "if it is still needed, move it before this plan is applied"),
            owner: change.owner)
    }

    private static func list(_ occupants: [Occupant]) -> String {
        let more = occupants.count > 12 ? " and \(occupants.count - 12) more" : ""
        return "in it: " + occupants.prefix(12).map(\.description).joined(separator: ", ") + more
    }
}

extension Change {
    fileprivate var deletesNamespace: Bool { action == .delete && kind.name == "Namespace" }
}

extension Plan {
    /// Namespaces that could go if somebody looked for all that is in them.
    package var unexplored: [ObjectID] { changes.filter { $0.reason == .unexplored }.map(\.id) }
}
