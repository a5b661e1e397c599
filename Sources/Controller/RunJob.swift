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
        /// Of runs of the fleet: where it goes on.
        case planned(Keeper.Outlook)
        /// Of runs of the fleet: it is done with a region.
        case rested(Keeper.Job, region: String, unfinished: Set<Owner>)
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
            if job.isFleet { report(.planned(Keeper.Outlook(job: job, away: [:], seen: [], changing: []))) }
            return ending
        }
        // A region is where its cluster is: without it, nothing of the region is done; without AWS, what is in the cluster is.
        for observation in seen where observation.scope.world == .kubernetes {
            if let problem = observation.whyAway {
                ending.away[observation.scope.region] = problem
            } else {
                ending.seen.insert(observation.scope.region)
            }
        }
        let plan = makePlan(
            blueprint, observed: seen + unseen(), options: PlanningOptions(selection: job.selection))
        if job.isFleet {
            let changing = Set(plan.changes.filter(\.isPerformable).map(\.id.scope.region))
            report(
                .planned(
                    Keeper.Outlook(job: job, away: ending.away, seen: ending.seen, changing: changing)))
        }
        // That a region is away is told by whoever keeps count of that.
        let reasons = Set(away.merging(ending.away) { _, new in new }.values.map(\.summary))
        let findings = plan.findings.filter { finding in
            finding.diagnostic.severity != .error
                || !reasons.contains { finding.diagnostic.summary.contains(": \($0)") }
        }
        report(.findings(findings, job, specs.sources))
        var tally = Tally()
        let result = await apply(plan, &tally)
        summary.take(plan, result)
        summary.hasSeen = !ending.seen.isEmpty
        summary.seconds = (ContinuousClock.now - start) / .seconds(1)
        ending.unfinished = job.isFleet ? tally.late : result.unfinished
        report(.ran(summary))
        return ending
    }

    /// Regions that are away, as a look at them would have come out.
    private func unseen() -> [Observation] {
        guard job.isFleet else { return [] }
        return blueprint.places.keys.sorted().compactMap { scope in
            away[scope.region].map { problem in
                let looks = blueprint.kinds.filter { $0.belongs(in: scope) }.map {
                    ($0.name, Look(.failed(problem)))
                }
                return Observation(
                    scope: scope, at: Timestamp(seconds: 0),
                    looks: Dictionary(looks, uniquingKeysWith: { first, _ in first }))
            }
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
