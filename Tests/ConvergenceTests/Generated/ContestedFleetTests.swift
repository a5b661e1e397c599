import Core
import Diagnostics
import Planning
import Reconciliation
import TestSupport
import Testing

/// Others take over what the specs have just changed, and nobody can tell which of the two is meant.
@Suite("Every contested fleet")
struct ContestedFleetTests {
    @Test(
        "keeps what is contested as it is, and all else gets as the specs say; by force, that does too",
        arguments: Seeds.portions)
    func contested(_ seeds: ClosedRange<UInt64>) async throws {
        let world = try SandboxWorld()
        var met: [String: Int] = [:]
        await Seeds.check(seeds) { seed in
            var random = SeededGenerator(seed: seed &+ 3_000_000)
            var fleet = GeneratedFleet("x\(seed)", &random)
            let old = try await fleet.load(&random).blueprint
            _ = try await world.apply(old)
            for _ in 0..<3 { _ = fleet.change(&random) }
            let blueprint = try await fleet.load(&random).blueprint
            let contested = try await world.contest(old, next: blueprint, &random)
            met["contested", default: 0] += contested.count

            let patient = PlanningOptions(deletionBudget: .percent(100))
            let first = try await world.settle(blueprint, patient)
            let conflicts = Set(first.conflicts)
            try require(
                Set(contested.map(\.id)) == conflicts, "contested: \(contested), told: \(conflicts)")
            for item in contested {
                try require(try await world.value(item) == item.theirs, "\(item.id) \(item.path) was taken")
            }
            for change in first.changes where change.action.isChange {
                try require(!change.blockedBy.isEmpty, "left: \(change.id)")
            }
            for id in conflicts {
                let change = first.changes.first { $0.id == id }
                try require(
                    change?.blockedBy.contains("ownership.conflict") == true, "not blocked: \(id)")
            }

            var forceful = patient
            forceful.forcesConflicts = true
            let last = try await world.settle(blueprint, forceful)
            try require(last.conflicts.isEmpty, "told: \(last.conflicts)")
            try require(
                !last.changes.contains { conflicts.contains($0.id) && $0.action.isChange }, "left by force")
            for item in contested {
                try require(try await world.value(item) == item.ours, "\(item.id) \(item.path) was not taken")
            }
            if !contested.isEmpty { met["settled", default: 0] += 1 }
        }
        if seeds.count == 250 {
            #expect(met["contested", default: 0] > 50 && met["settled", default: 0] > 20, "\(met)")
        }
    }
}

extension Plan {
    /// Objects of which something is a conflict.
    fileprivate var conflicts: [ObjectID] {
        findings.filter { $0.diagnostic.code == "ownership.conflict" }.compactMap { finding in
            if case .object(let id) = finding.reach { id } else { nil }
        }
    }
}

extension SandboxWorld {
    /// Applies until there is nothing more to apply.
    ///
    /// - Returns: the plan then.
    fileprivate func settle(_ blueprint: Blueprint, _ options: PlanningOptions) async throws -> Plan {
        for _ in 0..<8 {
            if try await apply(blueprint, options: options).report.applied.isEmpty {
                return try await plan(blueprint, options: options)
            }
        }
        throw Broken("it never ends")
    }
}
