import Core
import Diagnostics
import Values

/// Workloads that state their replicas again, while what has scaled them so far stays: the two would undo each other's
/// work for ever. What goes in the same plan is seen to by `codesOfStayingAutoscalers`.
func autoscalingFindings(
    for changes: [Change], deletions: [Change], _ blueprint: Blueprint, _ world: ObservedWorld
)
    -> [Finding]
{
    let reclaiming = changes.filter { $0.action.isChange && $0.reclaims }
    guard !reclaiming.isEmpty else { return [] }
    let fates = Dictionary(deletions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var scalers: [ObjectID: ObjectID] = [:]
    for (id, object) in world.objects where id.kind == autoscaler && !object.isTerminating {
        guard let target = target(of: id, object.body) else { continue }
        scalers[target] = min(scalers[target] ?? id, id)
    }
    let isKnown = blueprint.kinds.contains { $0.name == autoscaler }
    return reclaiming.compactMap { change in
        guard let scaler = scalers[change.id] else {
            guard isKnown, !world.wasSeen(change.id.scope, kind: autoscaler) else { return nil }
            return isScaled(change, "it may be scaled: this run did not see autoscalers")
        }
        guard let fate = fates[scaler] else {
            return isScaled(change, "\(scaler.short) scales it, and is not among what this run deletes")
        }
        return fate.action == .delete
            ? nil : isScaled(change, "\(scaler.short) scales it, and this plan keeps it")
    }
}

private func isScaled(_ change: Change, _ why: String) -> Finding {
    Finding(
        Diagnostic(
            .blocked, "ownership.autoscaled", "\(change.id) cannot have its replicas stated",
            at: change.desired?.origin(of: FieldPath([])), label: "asks for it",
            notes: [why, "an autoscaler and the specs would undo each other's number for ever"],
            help: "plan for all kinds and all of its tenant; if the autoscaler stays then, delete it yourself"
        ),
        owner: change.owner, reach: .object(change.id))
}

/// With what scales a workload, and is not deleted as it should be, the workload that states its replicas again is
/// blocked too, for the same reasons.
///
/// - Returns: codes that block besides those that the changes say; empty where nothing is to be added.
func codesOfStayingAutoscalers(_ changes: [Change]) -> [ObjectID: [String]] {
    let reclaiming = Dictionary(
        changes.filter { $0.action.isChange && $0.reclaims }.map { ($0.id, $0) },
        uniquingKeysWith: { first, _ in first })
    guard !reclaiming.isEmpty else { return [:] }
    var codes: [ObjectID: [String]] = [:]
    for change in changes where change.id.kind == autoscaler && change.action == .delete {
        guard !change.blockedBy.isEmpty, let body = change.seen,
            let workload = target(of: change.id, body).flatMap({ reclaiming[$0] })
        else { continue }
        let added = change.blockedBy.filter { !workload.blockedBy.contains($0) }
        if !added.isEmpty { codes[workload.id, default: []] += added }
    }
    return codes
}

private let autoscaler = "HorizontalPodAutoscaler"
private let replicas: FieldPath = "spec.replicas"

/// What it scales.
private func target(of id: ObjectID, _ body: JSONText) -> ObjectID? {
    guard let reference = (try? body.decode())?[at: "spec.scaleTargetRef"],
        let kind = reference[key: "kind"]?.string, let name = reference[key: "name"]?.string
    else { return nil }
    return ObjectID(id.scope, kind, namespace: id.namespace, name: name)
}

extension Change {
    /// States again how many replicas there are, which was left to others.
    fileprivate var reclaims: Bool {
        desired?.body[at: replicas] != nil
            && handovers.contains { $0.direction == .toUs && replicas.hasPrefix($0.path) }
    }
}
