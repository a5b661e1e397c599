import Core
import Diagnostics
import Planning
import Reconciliation

/// One job from the look to the last change: the very same planner and applier as the commands'.
///
/// What a person would have to confirm is not done: no data is deleted, no field is taken from another manager.
struct RunJob: Sendable {
    let job: Keeper.Job
    let moved: [ObjectID]
    let specs: SpecsReading
    let blueprint: Blueprint
    /// Of the scopes that are not away.
    let providers: [any Provider]
    /// Why the others are.
    let away: [String: Problem]
    let parallel: Int
    let patience: Patience
    /// Waits for what takes its time, and tries again what fails; if not, both are for later runs.
    let isPatient: Bool
    let shouldStop: @Sendable () -> Bool
    let report: @Sendable (Report) -> Void

    enum Report: Sendable {
        case findings([Finding], Keeper.Job, SourceMap)
        case finished(Keeper.Job, Change, ApplySchedule.Result)
        case ran(RunSummary)
    }

    /// A look for one owner takes seconds.
    private static let longestSmallLook: Duration = .seconds(30)

    func run() async -> Keeper.Ending {
        let start = ContinuousClock.now
        var summary = RunSummary(job: job)
        summary.moved = moved
        var ending = Keeper.Ending(job: job)
        var patience = patience
        if !job.isFleet { patience.longest = Self.longestSmallLook }
        let seen: [Observation]
        do throws(CancellationError) {
            seen = try await observe(blueprint, with: providers, selection: job.selection, patience: patience)
        } catch {
            return ending
        }
        for observation in seen {
            if let problem = observation.whyAway {
                ending.away[observation.scope.region] = problem
            } else {
                ending.seen.insert(observation.scope.region)
            }
        }
        let plan = makePlan(
            blueprint, observed: seen + unseen(), options: PlanningOptions(selection: job.selection))
        // That a region is away is told by whoever keeps count of that.
        let reasons = Set(away.merging(ending.away) { _, new in new }.values.map(\.summary))
        let findings = plan.findings.filter { finding in
            finding.diagnostic.severity != .error
                || !reasons.contains { finding.diagnostic.summary.contains(": \($0)") }
        }
        report(.findings(findings, job, specs.sources))
        let result = await apply(plan)
        summary.take(plan, result)
        summary.hasSeen = !ending.seen.isEmpty
        summary.seconds = (ContinuousClock.now - start) / .seconds(1)
        ending.take(result)
        report(.ran(summary))
        return ending
    }

    /// Regions that are away, as a look at them would have come out.
    private func unseen() -> [Observation] {
        guard job.isFleet else { return [] }
        return blueprint.places.keys.sorted().compactMap { scope in
            away[scope.region].map { problem in
                let looks = blueprint.kinds.map { ($0.name, Look(.failed(problem))) }
                return Observation(
                    scope: scope, at: Timestamp(seconds: 0),
                    looks: Dictionary(looks, uniquingKeysWith: { first, _ in first }))
            }
        }
    }

    private func apply(_ plan: Plan) async -> ApplyReport {
        let applier =
            isPatient
            ? Applier(providers, inFlightPerScope: parallel)
            : Applier(
                providers, inFlightPerScope: parallel, waits: false, retryDelays: [], failuresToGiveUp: 8)
        return await applier.apply(plan, shouldStop: shouldStop) { event in
            if case .finished(let change, let result) = event { report(.finished(job, change, result)) }
        }
    }
}

extension Observation {
    /// Nil when anything at all could be seen.
    fileprivate var whyAway: Problem? {
        var problems: [Problem] = []
        for look in looks.values {
            guard case .failed(let problem) = look.outcome else { return nil }
            problems.append(problem)
        }
        return problems.min { $0.code < $1.code }
    }
}

extension RunSummary {
    fileprivate mutating func take(_ plan: Plan, _ report: ApplyReport) {
        for change in plan.changes { changes[change.action, default: 0] += 1 }
        (unchanged, unseen, blocked) = (plan.unchanged, plan.unseen, report.blocked.count)
        (applied, failed, waiting) = (report.applied.count, report.failed.count, report.waiting.count)
        (skipped, left) = (report.skipped.count, report.left.count)
    }
}

extension Keeper.Ending {
    fileprivate mutating func take(_ report: ApplyReport) {
        // The provider's own delay, of what it waits for, is for whoever stands by; later runs come less often.
        for entries in [report.failed.map(\.change), report.left.map(\.change), report.waiting.map(\.change)]
        {
            unfinished.formUnion(entries.map(\.owner))
        }
    }
}
