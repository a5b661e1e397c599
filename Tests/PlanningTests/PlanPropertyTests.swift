import Core
import Diagnostics
import Planning
import TestSupport
import Testing

@Suite("Every plan")
struct PlanPropertyTests {
    private struct Case: Sendable {
        let seed: UInt64
        let world: GeneratedWorld
        let plan: Plan
    }

    private static let cases = (0..<1_000).map { (seed: UInt64) in
        let world = GeneratedWorld(seed: seed)
        let plan = makePlan(world.blueprint, observed: world.observations, options: world.options)
        return Case(seed: seed, world: world, plan: plan)
    }

    private func check(_ body: (GeneratedWorld, Plan, inout SeededGenerator) -> Bool) {
        for sample in Self.cases {
            var random = SeededGenerator(seed: sample.seed)
            guard body(sample.world, sample.plan, &random) else {
                Issue.record("broken in the world of seed \(sample.seed)")
                return
            }
        }
    }

    @Test("The worlds hold enough of everything that the rest is about")
    func generator() {
        var actions: [Action: Int] = [:]
        var codes: [String: Int] = [:]
        var drifts = 0
        var deletedData = 0
        check { _, plan, _ in
            for change in plan.changes {
                actions[change.action, default: 0] += 1
                if change.reason == .drift { drifts += 1 }
                if change.action == .delete, change.kind.holdsData { deletedData += 1 }
            }
            for code in plan.codes { codes[code, default: 0] += 1 }
            return true
        }
        for action in [Action.create, .update, .replace, .delete, .keep] {
            #expect(actions[action, default: 0] > 100)
        }
        for code in [
            "ownership.conflict", "ownership.unowned", "ownership.other-fleet", "object.terminating",
            "residency.jurisdiction", "kubernetes.not-served", "x.y", "safety.replace-holds-data",
        ] { #expect(codes[code, default: 0] > 50, "\(code)") }
        #expect(drifts > 100)
        #expect(deletedData > 100)
    }

    @Test("It is the same for the same input, in whatever order the objects and the observations come")
    func pure() {
        check { world, plan, random in
            var blueprint = world.blueprint
            blueprint.objects.shuffle(using: &random)
            var observations = world.observations.shuffled(using: &random)
            for place in observations.indices {
                for kind in Sample.kinds {
                    observations[place].looks[kind.name]?.objects.shuffle(using: &random)
                }
            }
            return makePlan(blueprint, observed: observations, options: world.options).lines == plan.lines
        }
    }

    @Test("It destroys data only of a terminated tenant whose retention has run out and who was named")
    func data() {
        check { world, plan, _ in
            plan.changes.filter { $0.kind.holdsData && $0.action.deletes && $0.isPerformable }.allSatisfy {
                change in
                guard let tenant = change.owner.tenant, let end = world.blueprint.tenants[tenant]?.end,
                    let until = end.retentionEnds
                else { return false }
                return change.action == .delete && until <= Sample.now
                    && world.options.dataDeletions.contains(tenant)
            }
        }
    }

    @Test("It touches nothing that is not ours, was not seen, or that the run is not about")
    func reach() {
        check { world, plan, _ in
            let foreign = Set(
                world.observations.flatMap { $0.looks.values.flatMap(\.objects) }
                    .filter { $0.mark?.fleet != Sample.fleet || $0.isTerminating }.map(\.id))
            return plan.changes.allSatisfy { change in
                let look = world.observations.first { $0.scope == change.id.scope }?.looks[change.id.kind]
                return !foreign.contains(change.id) && look?.isComplete == true
                    && world.options.selection.includes(change.id, of: change.owner)
            }
        }
    }

    @Test("Each of its changes comes after what it needs, and each object comes once")
    func order() {
        check { _, plan, _ in
            var done: Set<ObjectID> = []
            return plan.changes.allSatisfy { change in
                change.needs.allSatisfy(done.contains) && done.insert(change.id).inserted
            }
        }
    }

    @Test("It is empty where the world is as the blueprint says")
    func equal() {
        check { world, _, _ in
            let present = world.blueprint.objects.map { $0.observed() }
            let plan = makePlan(
                world.blueprint,
                observed: [Sample.east, Sample.west].map { Sample.observation(of: present, in: $0) })
            return plan.changes.isEmpty && plan.unchanged == world.blueprint.objects.count
        }
    }

    @Test("When it was made, the next one has nothing left to make")
    func converges() {
        check { world, plan, _ in
            // What was made can make room in the budget, and so begin what was blocked before.
            if plan.codes.contains("safety.deletion-budget") { return true }
            var model = ModelWorld(observations: world.observations)
            _ = model.perform(plan)
            let next = makePlan(world.blueprint, observed: model.observations, options: world.options)
            return model.perform(next).isEmpty
        }
    }
}
