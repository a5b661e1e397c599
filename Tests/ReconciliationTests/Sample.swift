import Core
import Reconciliation
import Values

enum Sample {
    static let east = Scope(.kubernetes, "east")
    static let west = Scope(.kubernetes, "west")
    private static let kind = Kind("ConfigMap")

    static func id(_ name: String, in scope: Scope = east) -> ObjectID {
        ObjectID(scope, kind.name, namespace: "a", name: name)
    }

    static func change(
        _ name: String, in scope: Scope = east, needs: [String] = [], action: Action = .create,
        blockedBy: [String] = []
    ) -> Change {
        change(
            name, in: scope, needs: needs.map { id($0, in: scope) }, action: action, blockedBy: blockedBy)
    }

    static func change(
        _ name: String, in scope: Scope = east, needs: [ObjectID], action: Action = .create,
        blockedBy: [String] = []
    ) -> Change {
        Change(
            id: id(name, in: scope), kind: kind, owner: .tenant("acme"), action: action, reason: .missing,
            needs: needs, blockedBy: blockedBy)
    }

    /// A change that states what another object has.
    static func change(_ name: String, reading reference: Reference) -> Change {
        let desired = DesiredObject(
            id: id(name), kind: kind, owner: .tenant("acme"),
            body: ["data": ["HOST": .string(LateValue.unknown)]],
            fingerprint: "f", origins: [], needs: [], late: [LateValue("data.HOST", [.value(reference)])])
        return Change(
            id: desired.id, kind: kind, owner: desired.owner, action: .create, reason: .missing,
            desired: desired)
    }

    static func plan(_ changes: [Change]) -> Plan {
        Plan(
            fleet: "parking", changes: changes, findings: [], unchanged: 0, titles: [:], specCount: 1,
            regions: [],
            observedAt: nil)
    }
}

extension ApplySchedule.Result {
    /// `applied`, `failed`, `skipped because a` and so on.
    var words: String {
        switch self {
        case .applied: "applied"
        case .failed(let problem): "failed: \(problem.code)"
        case .skipped(let cause): "skipped because \(cause.name)"
        case .blocked(let codes): "blocked by \(codes.joined(separator: ", "))"
        case .left: "left"
        case .waiting(let reason): "waiting: \(reason)"
        }
    }
}

extension ApplyReport {
    var words: [String] { entries.map { "\($0.change.id.name) \($0.result.words)" } }
}
