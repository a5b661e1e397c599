import Blueprints
import Core
import Diagnostics
import Planning
import Reconciliation
import Specs
import TestSupport
import Testing

extension SmallFleet {
    /// What its specs ask for.
    func blueprint() async throws -> Blueprint {
        let load = await Fleet.load(files: files.map { SpecFile(path: $0, bytes: Array($1.utf8)) })
        return try #require(load.fleet, "\(load.diagnostics)").blueprint()
    }
}

/// A plan, and what became of it.
struct AppliedPlan: Sendable {
    let plan: Plan
    let report: ApplyReport

    /// As `cadastre apply` does: looks, plans, and makes the plan's changes.
    init(
        _ blueprint: Blueprint, in providers: [any Provider], options: PlanningOptions = PlanningOptions()
    ) async throws {
        let observations = try await observe(blueprint, with: providers)
        plan = makePlan(blueprint, observed: observations, options: options)
        let applier = Applier(providers, retryDelays: [.milliseconds(1), .milliseconds(2)])
        report = await applier.apply(plan)
    }

    struct NotWhole: Error {
        let rest: [String]
        let findings: [Diagnostic]
    }

    /// - Throws: unless all was seen, and all that differed was applied.
    func requireWhole() throws {
        let rest = report.entries.filter { if case .applied = $0.result { false } else { true } }
        let findings = plan.findings.map(\.diagnostic).filter {
            $0.severity == .error || $0.severity == .blocked
        }
        guard rest.isEmpty, findings.isEmpty else {
            throw NotWhole(
                rest: rest.map { "\($0.change.action) \($0.change.id): \($0.result)" }, findings: findings)
        }
    }
}
