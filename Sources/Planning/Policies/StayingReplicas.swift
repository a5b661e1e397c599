import Core
import Diagnostics
import Values

/// Database servers whose password AWS is to look after, while a replica of theirs stays: AWS refuses that. A replica is
/// kept like everything that holds data, so this lasts until a person has deleted it.
func stayingReplicaFindings(for changes: [Change], _ world: ObservedWorld) -> [Finding] {
    let handing = changes.filter(\.handsPasswordOver)
    guard !handing.isEmpty else { return [] }
    var replicas: [ObjectID: ObjectID] = [:]
    func add(_ replica: ObjectID, of source: ObjectID) {
        replicas[source] = min(replicas[source] ?? replica, replica)
    }
    for (id, object) in world.objects where id.kind == server && !object.isTerminating {
        guard let name = (try? object.body.decode())?[at: source]?.string else { continue }
        add(id, of: ObjectID(id.scope, server, name: name))
    }
    for copy in world.observations.flatMap(\.copies) where copy.id.kind == server {
        add(copy.id, of: copy.source)
    }
    return handing.compactMap { change in
        replicas[change.id].map { stays($0, for: change) }
    }
}

private let server = "DBInstance"
private let source: FieldPath = "spec.SourceDBInstanceIdentifier"
private let management: FieldPath = "spec.ManageMasterUserPassword"

private func stays(_ replica: ObjectID, for change: Change) -> Finding {
    Finding(
        Diagnostic(
            .blocked, "plan.replica-stays", "\(change.id) cannot leave its password to AWS",
            at: change.desired?.origin(of: management), label: "asks for no replica",
            notes: [
                "\(replica) is there, and RDS looks after no password of a server that has replicas",
                "a replica is kept like all that holds data; nothing deletes it by itself",
            ],
            help: "delete the replica yourself if nobody reads from it any more, or ask for it again"),
        owner: change.owner, reach: .object(change.id))
}

extension Change {
    fileprivate var handsPasswordOver: Bool {
        id.kind == server && action.isChange
            && differences.contains { $0.path == management && $0.after == true }
    }
}
