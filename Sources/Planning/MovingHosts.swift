import Core
import Values

/// Hosts that Ingresses of a plan let go of, for others of the same plan to take: a domain that moves from one tenant to
/// another.
struct MovingHosts {
    /// By cluster and host, who lets go of it.
    private var givers: [Scope: [String: Set<ObjectID>]] = [:]

    init(_ changes: [Change]) {
        for change in changes where change.isOfHosts && change.isPerformable {
            let kept = change.desired.map { Self.hosts(of: $0.body) } ?? []
            guard let seen = try? change.seen?.decode() else { continue }
            for host in Self.hosts(of: seen).subtracting(kept) {
                givers[change.id.scope, default: [:]][host, default: []].insert(change.id)
            }
        }
    }

    /// Whether a server has refused a change for a host that another change of the plan lets go of: what it would say then,
    /// nobody knows.
    func explain(_ problem: Problem, of change: Change) -> Bool {
        taken(by: change).keys.contains { host in
            // Between quotes or spaces: it may be the end of another host's name.
            problem.detail.split { !($0.isLetter || $0.isNumber || "-.*".contains($0)) }.contains { word in
                word == host || word == "\(host)."
            }
        }
    }

    /// The changes, each that takes a host after those that let go of it. Where two take from each other, nothing is said.
    func ordered(_ changes: [Change]) -> [Change] {
        if givers.isEmpty { return changes }
        let takers = Dictionary(
            changes.map { ($0.id, taken(by: $0).values.reduce(into: Set()) { $0.formUnion($1) }) },
            uniquingKeysWith: { first, _ in first })
        let owners = Dictionary(changes.map { ($0.id, $0.owner) }, uniquingKeysWith: { first, _ in first })
        return changes.map { change in
            var change = change
            // One tenant's own order is known, and what takes itself could close a circle.
            change.needs += (takers[change.id] ?? []).filter {
                takers[$0]?.isEmpty == true && owners[$0] != change.owner
            }.sorted()
            return change
        }
    }

    private func taken(by change: Change) -> [String: Set<ObjectID>] {
        guard change.isOfHosts, change.action.isChange, let desired = change.desired,
            let givers = givers[change.id.scope]
        else { return [:] }
        let taken = Self.hosts(of: desired.body).compactMap { host in givers[host].map { (host, $0) } }
        return Dictionary(taken, uniquingKeysWith: { first, _ in first })
    }

    private static func hosts(of body: Value) -> Set<String> {
        Set((body[at: "spec.rules"]?.array ?? []).compactMap { $0[key: "host"]?.string })
    }
}

extension Change {
    fileprivate var isOfHosts: Bool { id.kind == "Ingress" }
}
