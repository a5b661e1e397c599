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
    /// Of the scopes that are looked at.
    let providers: [any Provider]
    /// Why the others of its regions are not.
    let away: [Scope: Problem]
    let parallel: Int
    let patience: Patience
    /// Waits for what takes its time, and tries again what fails; if not, both are for later runs.
    let isPatient: Bool
    let shouldStop: @Sendable () -> Bool
    let report: @Sendable (Report) -> Void

    enum Report: Sendable {
        case findings([Finding], Keeper.Job, SourceMap)
        /// Of runs of the fleet: where it goes on.
        case planned(Keeper.Outlook)
        /// Of runs of the fleet: it is done with a region.
        case rested(Keeper.Job, region: String, unfinished: Set<Owner>)
        case finished(Keeper.Job, Change, ApplySchedule.Result)
        case ran(RunSummary)
    }

    /// A look for one owner takes seconds.
    private static let longestSmallLook: Duration = .seconds(30)
    /// As long as a run of the fleet waits for a region in which something is under way.
    static let longestProbe: Duration = .seconds(8)

    func run() async -> Keeper.Ending {
        let start = ContinuousClock.now
        var summary = RunSummary(job: job)
        summary.moved = moved
        var ending = Keeper.Ending(job: job)
        var patience = patience
        if !job.isFleet, patience.longest == nil { patience.longest = Self.longestSmallLook }
        let seen: [Observation]
        do throws(CancellationError) {
            seen = try await observe(blueprint, with: providers, selection: job.selection, patience: patience)
        } catch {
            if job.isFleet { report(.planned(Keeper.Outlook(job: job, sight: ending.sight, changing: []))) }
            return ending
        }
        for observation in seen { ending.sight.take(observation) }
        let plan = makePlan(
            blueprint, observed: seen + unseen(), options: PlanningOptions(selection: job.selection))
        if job.isFleet {
            let changing = Set(plan.changes.filter(\.isPerformable).map(\.id.scope.region))
            report(.planned(Keeper.Outlook(job: job, sight: ending.sight, changing: changing)))
        }
        // That a region is away is told by whoever keeps count of that.
        let reasons = Set(away.merging(ending.sight.away) { _, new in new }.values.map(\.summary))
        let findings = plan.findings.filter { finding in
            finding.diagnostic.severity != .error
                || !reasons.contains { finding.diagnostic.summary.contains(": \($0)") }
        }
        report(.findings(findings, job, specs.sources))
        var tally = Tally()
        let result = await apply(plan, &tally)
        summary.take(plan, result)
        summary.hasSeen = !ending.sight.seen.isEmpty
        summary.hasErrors = plan.hasErrors
        summary.seconds = (ContinuousClock.now - start) / .seconds(1)
        ending.unfinished = job.isFleet ? tally.late : result.unfinished
        ending.mended = Set(result.applied.map(\.change.owner))
        report(.ran(summary))
        return ending
    }

    /// What is not looked at, as a look would have come out.
    private func unseen() -> [Observation] {
        away.sorted { $0.key < $1.key }.map { scope, problem in
            let looks = blueprint.kinds.filter { $0.belongs(in: scope) }.map {
                ($0.name, Look(.failed(problem)))
            }
            return Observation(
                scope: scope, at: Timestamp(seconds: 0),
                looks: Dictionary(looks, uniquingKeysWith: { first, _ in first }))
        }
    }

    /// What of a run of the fleet was told to be unfinished when its region was done with.
    private struct Tally {
        var unfinished: [String: Set<Owner>] = [:]
        var rested: Set<String> = []
        /// Of changes that waited for another region.
        var late: Set<Owner> = []
    }

    private func apply(_ plan: Plan, _ tally: inout Tally) async -> ApplyReport {
        let applier =
            isPatient
            ? Applier(providers, inFlightPerScope: parallel)
            : Applier(
                providers, inFlightPerScope: parallel, waits: false, retryDelays: [], failuresToGiveUp: 8)
        return await applier.apply(plan, shouldStop: shouldStop) { event in
            switch event {
            case .finished(let change, let result):
                report(.finished(job, change, result))
                guard result.isUnfinished else { break }
                let region = change.id.scope.region
                if tally.rested.contains(region) {
                    tally.late.insert(change.owner)
                } else {
                    tally.unfinished[region, default: []].insert(change.owner)
                }
            case .rested(let region, let left):
                tally.rested.insert(region)
                guard job.isFleet else { break }
                let unfinished = tally.unfinished[region, default: []].union(left.map(\.owner))
                report(.rested(job, region: region, unfinished: unfinished))
            case .started, .waiting, .stillWaiting: break
            }
        }
    }
}

extension ApplySchedule.Result {
    /// A later run takes it up.
    fileprivate var isUnfinished: Bool {
        switch self {
        case .failed, .left, .waiting: true
        case .applied, .skipped, .blocked: false
        }
    }
}

extension ApplyReport {
    /// The provider's own delay, of what it waits for, is for whoever stands by; later runs come less often.
    fileprivate var unfinished: Set<Owner> {
        Set(entries.filter(\.result.isUnfinished).map(\.change.owner))
    }
}

extension Keeper.Sight {
    fileprivate mutating func take(_ observation: Observation) {
        let problems = observation.looks.values.compactMap { look -> Problem? in
            if case .failed(let problem) = look.outcome { problem } else { nil }
        }
        if problems.count == observation.looks.count, let problem = problems.min(by: { $0.code < $1.code }) {
            away[observation.scope] = problem
        } else {
            seen.insert(observation.scope)
            if problems.contains(where: \.isRetryable) { hasGaps = true }
        }
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
