import Core
import Values

/// Deletes of priority classes that workloads still name are held back: no pod of theirs could be made any more. The
/// others wait until the workloads have let go.
func withUsedClassesKept(_ deletions: [Change], _ changes: [Change], _ world: ObservedWorld) -> [Change] {
    let going = Set(deletions.filter { $0.id.kind == priorityClass && $0.action == .delete }.map(\.id))
    guard !going.isEmpty else { return deletions }
    let fates = Dictionary(
        (changes + deletions).filter(\.action.isChange).map { ($0.id, $0) },
        uniquingKeysWith: { first, _ in first })
    var used: Set<ObjectID> = []
    var lettingGo: [ObjectID: [ObjectID]] = [:]
    for (id, object) in world.objects where id.kind == workload {
        guard let body = try? object.body.decode(), let held = priorityClass(of: body, in: id.scope),
            going.contains(held)
        else { continue }
        if let fate = fates[id], fate.priorityClass(after: held) != held {
            lettingGo[held, default: []].append(id)
        } else {
            used.insert(held)
        }
    }
    return deletions.map { deletion in
        guard going.contains(deletion.id) else { return deletion }
        let isUsed = used.contains(deletion.id) || !world.wasSeen(deletion.id.scope, kind: workload)
        var kept = deletion
        kept.needs += lettingGo[deletion.id] ?? []
        return isUsed ? kept.heldBack : kept
    }
}

private let priorityClass = "PriorityClass"
private let workload = "Deployment"

private let classPath: FieldPath = "spec.template.spec.priorityClassName"

private func priorityClass(of body: Value, in scope: Scope) -> ObjectID? {
    body[at: classPath]?.string.map { ObjectID(scope, priorityClass, name: $0) }
}

extension Change {
    /// Of the workload, which has `held` now.
    fileprivate func priorityClass(after held: ObjectID) -> ObjectID? {
        guard let desired else { return nil }
        if action != .replace, desired.leaves(classPath) { return held }
        return Planning.priorityClass(of: desired.bodyAtFirst, in: id.scope)
    }
}
