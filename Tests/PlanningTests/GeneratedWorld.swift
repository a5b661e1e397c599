import Core
import Planning
import TestSupport
import Values

/// A small random fleet and what is there of it: enough of everything that the planner tells apart.
struct GeneratedWorld: Sendable {
    let blueprint: Blueprint
    let observations: [Observation]
    let options: PlanningOptions

    /// Objects of each kind that nobody touches, so that "never all of a kind" forbids nothing.
    private static let staying = Sample.kinds.flatMap { kind in
        (0..<2).map { DesiredObject.sample(kind, "stays\($0)", owner: .region("east")) }
    }

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let tenants = Self.tenants(&random)
        var desired: [DesiredObject] = []
        var present: [ObservedObject] = Self.staying.map { $0.observed() }
        for scope in [Sample.east, Sample.west] {
            for tenant in ["a", "b", "c", "d"] {
                for kind in Sample.kinds where random.hits(2) {
                    let object = Self.object(kind, of: tenant, in: scope, &random)
                    let isWanted = tenants[tenant].map { $0.end == nil } ?? false
                    if isWanted, random.hits(3) { desired.append(object) }
                    if random.hits(3) { present.append(Self.present(object, &random)) }
                }
            }
        }
        blueprint = Sample.blueprint(Self.staying + desired, tenants: tenants, budget: .count(1_000))
        observations = [Sample.east, Sample.west].map { scope in
            var observation = Sample.observation(of: present, in: scope)
            for kind in Sample.kinds where !random.hits(20) {
                observation.looks[kind.name]?.outcome =
                    random.hits(2) ? .notServed : .failed(Problem("x.y", "no"))
            }
            return observation
        }
        options = PlanningOptions(
            selection: random.hits(4) ? .all : Selection(tenants: ["a", "b"]),
            forcesConflicts: !random.hits(2),
            dataDeletions: Set(["a", "b", "c", "d"].filter { _ in random.hits(2) }))
    }

    /// Active, terminated with and without a date, or not in the specs.
    private static func tenants(_ random: inout SeededGenerator) -> [String: TenantTerms] {
        var tenants: [String: TenantTerms] = [:]
        for name in ["a", "b", "c", "d"] {
            switch Int.random(in: 0..<6, using: &random) {
            case 0: break
            case 1: tenants[name] = Sample.terminated(until: nil)
            case 2: tenants[name] = Sample.terminated(until: Timestamp(seconds: Sample.now.seconds - 1))
            case 3: tenants[name] = Sample.terminated(until: Timestamp(seconds: Sample.now.seconds + 1))
            default: tenants[name] = Sample.terms(residency: random.hits(5) ? ["EU", "US"] : ["EU"])
            }
        }
        return tenants
    }

    private static func object(
        _ kind: Kind, of tenant: String, in scope: Scope, _ random: inout SeededGenerator
    ) -> DesiredObject {
        let number = Int64.random(in: 0..<3, using: &random)
        let content: Fields = [
            "spec": [
                "number": .int(number), "class": .string("c\(number)"), "list": ["x", .int(number)],
                "env": [["name": "a", "value": .int(number)], ["name": "b", "value": "2"]],
            ]
        ]
        let needs = Sample.kinds.prefix { $0 != kind }.filter { _ in random.hits(2) }.map {
            Sample.id($0, tenant, in: scope, namespace: tenant)
        }
        return .sample(
            kind, tenant, content, in: scope, namespace: tenant, owner: .tenant(tenant), needs: Array(needs))
    }

    /// As asked for, or not.
    private static func present(_ object: DesiredObject, _ random: inout SeededGenerator) -> ObservedObject {
        let held: Value = ["f:spec": ["f:number": [:], "f:old": [:]]]
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return object.observed(fleet: random.hits(2) ? nil : "other")
        case 1: return object.observed(isTerminating: true)
        case 2:
            let editor = manager("kubectl-edit", holds: held)
            return object.observed(
                { $0["spec"] = ["number": 9] }, appliedBefore: random.hits(2), managers: [editor])
        case 3:
            let ours = manager("cadastre", "Apply", holds: held)
            return object.observed({ $0["spec"] = ["old": 1] }, appliedBefore: true, managers: [ours])
        default: return object.observed()
        }
    }
}

extension SeededGenerator {
    /// All but one of `count` times.
    mutating func hits(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) > 0 }
}

/// Does to observations what applying a plan does to the world.
struct ModelWorld {
    private(set) var observations: [Observation]

    /// - Returns: the changes that were made: those that nothing forbids, and whose needs were made.
    mutating func perform(_ plan: Plan) -> [ObjectID] {
        var undone = Set(plan.changes.filter { $0.action.isChange && !$0.isPerformable }.map(\.id))
        var done: [ObjectID] = []
        for change in plan.changes where change.isPerformable {
            if change.needs.contains(where: undone.contains) {
                undone.insert(change.id)
                continue
            }
            done.append(change.id)
            for place in observations.indices where observations[place].scope == change.id.scope {
                observations[place].looks[change.id.kind]?.objects.removeAll { $0.id == change.id }
                if let desired = change.desired {
                    observations[place].looks[change.id.kind]?.objects.append(desired.observed())
                }
            }
        }
        return done
    }
}
