import Core
import Diagnostics
import Reconciliation

/// What a loop knows between two messages.
struct LoopState {
    private let source: any FleetSource
    private let settings: KeeperLoop.Settings
    private let shouldStop: @Sendable () -> Bool
    private let inbox: Inbox
    private let log: @Sendable (KeeperEvent) -> Void
    private let start = ContinuousClock.now

    private var keeper: Keeper
    private var told = Told()
    /// The last that were valid.
    private var specs: SpecsReading?
    private let edition = Edition()
    private var rest = SpecsRest()
    private var providers: [Scope: any Provider] = [:]
    /// What the providers and their watches were made from.
    private var links: [Scope: Link] = [:]
    private var watches = Watches()
    /// What was last seen to move, for the log.
    private var moved: [WakeKey: ObjectID] = [:]
    private var nextTick: Duration?
    private var running = 0
    private var hasBegun = false
    private var isStopping = false
    private var isOver = false
    private(set) var outcome = KeeperLoop.Outcome()

    typealias Errand = @Sendable () async -> Void

    init(
        _ source: any FleetSource, _ settings: KeeperLoop.Settings,
        _ shouldStop: @escaping @Sendable () -> Bool, _ inbox: Inbox,
        _ log: @escaping @Sendable (KeeperEvent) -> Void
    ) {
        self.source = source
        self.settings = settings
        self.shouldStop = shouldStop
        self.inbox = inbox
        self.log = log
        keeper = Keeper(settings.keeper)
    }

    var hasEnded: Bool { isStopping && (running == 0 || isOver) }

    private var now: Duration { .now - start }

    mutating func take(_ message: Message) async {
        switch message {
        case .glanced(let signature):
            switch rest.glance(signature) {
            case .asRead: break
            case .isMoving: edition.end()
            case .mustRead: await readSpecs()
            }
        case .worldMoved: keeper.everythingMoved(at: now)
        case .watched(let scope, let event): take(event, in: scope)
        case .reported(let report): take(report)
        case .ended(let ending): take(ending)
        case .tick: break
        case .stop: stop()
        case .graceIsOver: isOver = true
        }
    }

    mutating func close() { watches.end() }
}

// MARK: - Specs and connections

extension LoopState {
    private mutating func readSpecs() async {
        edition.end()
        let before = source.signature()
        let reading = await source.load()
        // What has changed while it was read is read again when it has come to rest.
        if source.signature() != before { rest.movedMeanwhile() }
        guard let blueprint = reading.blueprint else {
            log(.specsInvalid(reading))
            keeper.specsAreInvalid()
            outcome.specsWereInvalid = true
            if settings.isOnce { stop() }
            return
        }
        outcome.specsWereInvalid = false
        specs = reading
        log(.specsRead(reading))
        for scope in Set(providers.keys).subtracting(blueprint.places.keys) {
            (providers[scope], links[scope]) = (nil, nil)
            watches.end(scope)
        }
        for scope in blueprint.places.keys.sorted() where links[scope] != link(to: scope, blueprint) {
            connect(to: scope, blueprint)
        }
        keeper.specsAreValid(
            homes: reading.homes, scopes: Set(blueprint.places.keys),
            spread: blueprint.spread(from: reading.homes), at: now)
    }

    private struct Link: Hashable {
        let connection: String
        let fleet: String
        let kinds: [Kind]
    }

    private func link(to scope: Scope, _ blueprint: Blueprint) -> Link {
        Link(
            connection: source.connectionSignature(for: scope), fleet: blueprint.fleet,
            kinds: blueprint.kinds)
    }

    private mutating func connect(to scope: Scope, _ blueprint: Blueprint) {
        links[scope] = link(to: scope, blueprint)
        let provider = source.provider(for: scope)
        providers[scope] = provider
        if settings.isOnce { return }
        let inbox = inbox
        watches.begin(provider, blueprint) { inbox.yield(.watched(scope, $0)) }
    }
}

// MARK: - Jobs

extension LoopState {
    /// What is to be begun now.
    mutating func errands() -> [Errand] {
        guard !isStopping, !rest.isMoving, let specs, let blueprint = specs.blueprint else { return [] }
        // What the one run leaves is for whoever runs it again.
        if settings.isOnce, hasBegun { return [] }
        var errands: [Errand] = []
        // One reading of the clock: what is due by then begins or waits for a job that runs, and the tick is for the rest.
        let now = now
        for job in keeper.start(at: now) {
            running += 1
            hasBegun = true
            let run = runJob(job, specs, blueprint)
            errands.append { [inbox] in inbox.yield(.ended(await run.run())) }
        }
        if let next = keeper.next(after: now), nextTick.map({ next < $0 || $0 <= now }) ?? true {
            nextTick = next
            errands.append { [inbox, start] in
                try? await Task.sleep(until: start + next, clock: .continuous)
                inbox.yield(.tick)
            }
        }
        return errands
    }

    private mutating func runJob(_ job: Keeper.Job, _ specs: SpecsReading, _ blueprint: Blueprint) -> RunJob {
        let about = blueprint.places.keys.filter { job.isFleet || job.selection.regions.contains($0.region) }
        let probed = about.filter {
            keeper.away[$0] != nil && job.selection.owners.contains(.region($0.region))
        }
        // What is wrong may be the connection: a kubeconfig or a credential that has been renewed since.
        for scope in probed.sorted() { connect(to: scope, blueprint) }
        var away = keeper.away.filter { about.contains($0.key) && !probed.contains($0.key) }
        for scope in about where job.leavingOut.contains(scope.region) && away[scope] == nil {
            away[scope] = .busy
        }
        let chosen = providers.sorted { $0.key < $1.key }.filter { scope, _ in
            about.contains(scope) && away[scope] == nil
        }
        var patience = settings.patience
        // AWS does not hold up its region's cluster once more.
        if probed.contains(where: { $0.world == .aws }) { patience.longest = RunJob.longestProbe }
        let (edition, number, shouldStop, inbox) = (edition, edition.begin(), shouldStop, inbox)
        let movedHere = job.isFleet ? [] : job.keys.compactMap { moved[$0] }
        for key in job.isFleet ? Array(moved.keys) : job.keys { moved[key] = nil }
        return RunJob(
            job: job, moved: movedHere, specs: specs, blueprint: blueprint, providers: chosen.map(\.value),
            away: away, parallel: settings.parallel, patience: patience, isPatient: settings.isOnce,
            shouldStop: { shouldStop() || !edition.isCurrent(number) },
            report: { inbox.yield(.reported($0)) })
    }

    private mutating func take(_ report: RunJob.Report) {
        switch report {
        case .findings(let findings, let job, let sources):
            for finding in told.news(findings, from: job) { log(.finding(finding, sources)) }
        case .finished(let job, let change, let result):
            if told.isNews(result, of: change.id) { log(.change(run: job.number, change, result)) }
        case .planned(let outlook):
            tellingOfRegions { $0.planned(outlook, at: $1, using: &$2) }
        case .rested(let job, let region, let unfinished):
            tellingOfRegions { $0.rested(job, in: region, unfinished: unfinished, at: $1, using: &$2) }
        case .ran(let summary):
            outcome.lastRun = summary
            // A look that failed as a whole is told as a region that is away.
            if summary.hasSeen { log(.ran(summary)) }
        }
    }

    private mutating func take(_ ending: Keeper.Ending) {
        running -= 1
        tellingOfRegions { $0.ended(ending, at: $1, using: &$2) }
        if settings.isOnce { stop() }
    }

    /// Logs which regions have gone away by it, or have come back.
    private mutating func tellingOfRegions(
        _ happening: (inout Keeper, Keeper.Moment, inout SystemRandomNumberGenerator) -> Void
    ) {
        let before = keeper.away
        var random = SystemRandomNumberGenerator()
        happening(&keeper, now, &random)
        for (scope, problem) in keeper.away.sorted(by: { $0.key < $1.key })
        where before[scope]?.code != problem.code {
            log(.regionAway(scope, problem))
        }
        for scope in before.keys.sorted() where keeper.away[scope] == nil { log(.regionBack(scope)) }
        outcome.away = keeper.away
    }

    private mutating func stop() {
        if !isStopping, running > 0 { log(.stopping) }
        isStopping = true
    }

    private mutating func take(_ event: WatchEvent, in scope: Scope) {
        switch event {
        case .moved(let owner, let id):
            moved[.owner(owner)] = id
            keeper.moved(owner, at: now)
        case .everything: keeper.everythingMoved(at: now)
        case .lost(let kind, let problem):
            if watches.lose(kind, in: scope) { log(.watchLost(region: scope.region, kind: kind, problem)) }
        case .listening(let kind):
            if watches.find(kind, in: scope) { log(.watchBack(region: scope.region)) }
        }
    }
}

extension Blueprint {
    /// Of whom something is in other regions than their own.
    fileprivate func spread(from homes: [String: String]) -> Set<Owner> {
        Set(
            objects.lazy.filter { object in
                let home = object.owner.tenant.map { homes[$0] } ?? object.owner.region
                return object.id.scope.region != home
            }.map(\.owner))
    }
}

extension Problem {
    /// Of a region that a run of the fleet leaves out.
    fileprivate static let busy = Problem(
        "observation.slow", "not looked at, because changes there take too long",
        detail:
            "changes that an earlier run began there are still under way, and the others are not held up for them",
        help: "see whether its API server is overloaded, or an admission webhook does not answer",
        isRetryable: true)
}
