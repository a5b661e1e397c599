import Core
import Values

/// Deletes of security groups, subnet groups and groups of parameters that a database server still uses are held back: AWS would refuse them for
/// as long as the server is there. The others wait until the servers have let go.
func withUsedGroupsKept(_ deletions: [Change], _ changes: [Change], _ world: ObservedWorld) -> [Change] {
    let going = Set(deletions.filter { $0.action == .delete && uses[$0.id.kind] != nil }.map(\.id))
    guard !going.isEmpty else { return deletions }
    let fates = Dictionary(
        (changes + deletions).filter(\.action.isChange).map { ($0.id, $0) },
        uniquingKeysWith: { first, _ in first })
    var users: [ObjectID: ObjectID] = [:]
    var lettingGo: [ObjectID: [ObjectID]] = [:]
    for (id, object) in world.objects where id.kind == server {
        guard let body = try? object.body.decode() else { continue }
        for group in groups(of: body, in: id.scope) where going.contains(group) {
            let after = fates[id].map { $0.desired.map { groups(of: $0.body, in: id.scope) } ?? [] }
            // What waits for a window is let go of only then, which this run does not wait for.
            let waits = fates[id]?.timing.map { !$0.isNow } ?? false
            if let after, !after.contains(group), !waits {
                lettingGo[group, default: []].append(id)
            } else {
                users[group] = min(users[group] ?? id, id)
            }
        }
    }
    return deletions.map { deletion in
        guard going.contains(deletion.id) else { return deletion }
        if let user = users[deletion.id] { return deletion.kept(because: .inUse(by: user)) }
        guard world.wasSeen(deletion.id.scope, kind: server) else { return deletion.heldBack }
        var deletion = deletion
        deletion.needs += (lettingGo[deletion.id] ?? []).sorted()
        return deletion
    }
}

private let server = "DBInstance"

/// Where a server names what it uses, by the kind of that.
private let uses: [String: FieldPath] = [
    "SecurityGroup": "spec.VpcSecurityGroups", "DBSubnetGroup": "spec.DBSubnetGroupName",
    "DBParameterGroup": "spec.DBParameterGroupName",
]

private func groups(of body: Value, in scope: Scope) -> Set<ObjectID> {
    Set(
        uses.flatMap { kind, path -> [ObjectID] in
            let value = body[at: path]
            let names = value?.array?.compactMap(\.string) ?? [value?.string].compactMap(\.self)
            return names.map { ObjectID(scope, kind, name: $0) }
        })
}
