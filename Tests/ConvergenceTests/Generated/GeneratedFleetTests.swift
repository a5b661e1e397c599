import Blueprints
import Core
import Diagnostics
import Planning
import Reconciliation
import Reports
import Specs
import TestSupport
import Testing
import Values

/// Each of these takes a random fleet through its life, from the YAML text on, in a sandbox.
@Suite("Every generated fleet")
struct GeneratedFleetTests {
    @Test(
        "has nothing left to plan once it is applied, and a change of a tenant touches that tenant alone",
        arguments: Seeds.portions)
    func applied(_ seeds: ClosedRange<UInt64>) async throws {
        let world = try SandboxWorld()
        await Seeds.check(seeds) { seed in
            var random = SeededGenerator(seed: seed)
            var fleet = GeneratedFleet("a\(seed)", &random)
            let load = try await fleet.load(&random)
            let blueprint = load.blueprint
            let first = try await world.apply(blueprint)
            try require(first.report.applied.count == first.report.entries.count, "not all was applied")
            try require(
                first.plan.changes.filter(\.action.isChange).count == blueprint.objects.count,
                "not all was planned")
            let empty = try await world.plan(blueprint)
            // That a contract ends in a year to come is told, and no difference.
            let isCalm = empty.findings.allSatisfy {
                $0.diagnostic.severity == .warning || $0.diagnostic.code == "safety.terminated-early"
            }
            try require(
                empty.changes.isEmpty && isCalm && empty.unchanged == blueprint.objects.count,
                "left: \(empty.changes.map(\.id)), \(empty.findings)")

            let before = fleet
            guard let tenant = fleet.change(&random) else { return }
            let changed = try await fleet.load(&random).blueprint
            let plan = try await world.plan(changed, options: PlanningOptions(deletionBudget: .percent(100)))
            try require(
                plan.changes.allSatisfy { $0.owner == .tenant(tenant) },
                "touched: \(plan.changes.filter { $0.owner != .tenant(tenant) }.map(\.id))")
            let isSame = before.documents == fleet.documents
            try require(!isSame || plan.changes.isEmpty, "nothing was changed: \(plan.changes.map(\.id))")
        }
    }

    @Test("is planned the same in whatever files and order its specs come", arguments: Seeds.portions)
    func pure(_ seeds: ClosedRange<UInt64>) async throws {
        let world = try SandboxWorld()
        await Seeds.check(seeds) { seed in
            var random = SeededGenerator(seed: seed &+ 1_000_000)
            var fleet = GeneratedFleet("p\(seed)", &random)
            let old = try await fleet.load(&random).blueprint
            _ = try await world.apply(old)
            _ = fleet.change(&random)
            let load = try await fleet.load(&random)
            try await world.disturb(old, next: load.blueprint, &random)
            let observations = try await world.observe(load.blueprint)
            let json = load.json(observations)
            try require(load.json(observations) == json, "two plans of one input differ")
            let shuffled = try await LoadedFleet(load.files.shuffled(using: &random))
            let again = shuffled.json(observations.shuffled(using: &random))
            try require(again == json, "the order of the files matters")
            let elsewhere = try await fleet.load(&random)
            let moved = elsewhere.plan(observations).withoutPlaces
            try require(
                moved == load.plan(observations).withoutPlaces, "the files' names matter: \(moved)")
        }
    }

    @Test(
        "gets where an undisturbed apply gets, whatever fails on the way, and loses no data and nothing of others",
        arguments: Seeds.portions)
    func converges(_ seeds: ClosedRange<UInt64>) async throws {
        let world = try SandboxWorld()
        var met: [String: Int] = [:]
        await Seeds.check(seeds) { seed in
            var random = SeededGenerator(seed: seed &+ 2_000_000)
            var fleet = GeneratedFleet("c\(seed)", &random)
            let old = try await fleet.load(&random).blueprint
            _ = try await world.apply(old)
            _ = fleet.change(&random)
            if !fleet.tenants.isEmpty, random.hits(3) { fleet.tenants.removeLast() }
            let blueprint = try await fleet.load(&random).blueprint
            try await world.disturb(old, next: blueprint, &random)
            let before = try await world.objects(blueprint)

            let named = Set(fleet.tenants.filter { $0.status == "terminated" && random.hits(2) }.map(\.name))
            let options = PlanningOptions(
                forcesConflicts: random.hits(2), deletionBudget: random.hits(2) ? .percent(100) : nil,
                dataDeletions: named)
            for round in 0..<3 {
                let run = try await world.apply(
                    blueprint, failing: seed &* 8 &+ UInt64(round), options: options)
                for word in run.words { met[word, default: 0] += 1 }
            }
            var rounds = 0
            repeat {
                rounds += 1
                try require(rounds < 8, "it never ends")
            } while try await world.apply(blueprint, options: options).report.applied.count > 0
            let last = try await world.plan(blueprint, options: options)
            try require(!last.changes.contains(where: \.isPerformable), "left: \(last.changes.map(\.id))")

            let over = Set(fleet.tenants.filter { $0.isOver && named.contains($0.name) }.map(\.name))
            try world.requireKept(before, try await world.objects(blueprint), blueprint, over)
        }
        // So that all this was about something.
        for word in [
            "create", "update", "replace", "delete", "keep", "drift", "failed", "skipped", "test.on-purpose",
            "kubernetes.not-served", "ownership.unowned", "ownership.conflict", "safety.deletion-budget",
        ] where seeds.count == 250 { #expect(met[word, default: 0] > 1, "\(word): \(met)") }
    }
}

extension AppliedPlan {
    /// Each kind of thing that was in it.
    fileprivate var words: Set<String> {
        Set(
            plan.changes.map(\.action.rawValue) + plan.findings.map(\.diagnostic.code)
                + (plan.changes.contains { $0.reason == .drift } ? ["drift"] : [])
                + (report.failed.isEmpty ? [] : ["failed"]) + (report.skipped.isEmpty ? [] : ["skipped"]))
    }
}

extension SandboxWorld {
    /// What must be there after an apply as it was before: what holds data, unless its tenant is over, and what is not
    /// the fleet's.
    fileprivate func requireKept(
        _ before: [ObservedObject], _ after: [ObservedObject], _ blueprint: Blueprint, _ over: Set<String>
    ) throws(Broken) {
        let there = Dictionary(after.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let holding = Set(blueprint.kinds.filter(\.holdsData).map(\.name))
        let gone = Set(
            before.filter { $0.id.kind == "Namespace" && there[$0.id] == nil }.map(\.id.name))
        for object in before {
            let isOver = object.mark?.tenant.map(over.contains) ?? false
            if holding.contains(object.id.kind), !isOver {
                try require(there[object.id]?.version.uid == object.version.uid, "lost \(object.id)")
            }
            if object.mark?.fleet != blueprint.fleet, !gone.contains(object.id.namespace) {
                try require(there[object.id]?.version == object.version, "touched \(object.id)")
            }
        }
    }
}
