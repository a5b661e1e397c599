package import Core
import Planning

/// Decides what runs when. A state machine without effects: what happened, the time and chance come in, jobs go out.
package struct Keeper: Sendable {
    package typealias Moment = WakeSchedule.Moment

    package struct Settings: Sendable {
        /// Between two runs of the whole fleet.
        package var interval: Duration
        /// How long a key waits for more of a burst.
        package var settling: Duration = .seconds(1)
        /// Before what failed, or is waited for, is tried again; doubles up to the interval.
        package var firstRetry: Duration = .seconds(5)
        package var keysPerRegion = 32
        package var keysPerJob = 16
        package var crowd = 128
        /// How long a run of the fleet waits for a region in which something is under way; then it leaves that out.
        package var patience: Duration = .seconds(10)

        package init(interval: Duration) { self.interval = interval }
    }

    /// One run: a look, a plan and its changes.
    package struct Job: Hashable, Sendable {
        package let number: Int
        package let keys: [WakeKey]
        package let selection: Selection
        /// Regions in which something takes too long: a run of the fleet does not look there.
        package let leavingOut: Set<String>
        package var isFleet: Bool { keys == [.fleet] }

        package init(number: Int, keys: [WakeKey], selection: Selection, leavingOut: Set<String> = []) {
            self.number = number
            self.keys = keys
            self.selection = selection
            self.leavingOut = leavingOut
        }
    }

    /// What a run of the fleet has seen, and where it is to make changes now. Each of these regions is told as `rested`, and
    /// the run as `ended`.
    package struct Outlook: Sendable {
        package let job: Job
        package let sight: Sight
        package let changing: Set<String>

        package init(job: Job, sight: Sight, changing: Set<String>) {
            self.job = job
            self.sight = sight
            self.changing = changing
        }
    }

    /// What a look could see of the scopes that it was about.
    package struct Sight: Sendable {
        /// Of which nothing could be seen, with why.
        package var away: [Scope: Problem] = [:]
        /// Of which something could.
        package var seen: Set<Scope> = []
        /// Of one that was seen, some kinds failed for a reason that may pass.
        package var hasGaps = false

        package init() {}
    }

    /// What became of a job.
    package struct Ending: Sendable {
        package let job: Job
        package var sight = Sight()
        /// Whose changes failed, were left, or take the world their time.
        package var unfinished: Set<Owner> = []
        /// Of whose changes at least one was made.
        package var mended: Set<Owner> = []

        package init(job: Job) { self.job = job }
    }

    private let settings: Settings
    private var schedule = WakeSchedule()
    /// By tenant.
    private var homes: [String: String] = [:]
    private var scopes: Set<Scope> = []
    private var regions: Set<String> = []
    /// Of whom something is in other regions than their own, where no look for them alone comes.
    private var spread: Set<Owner> = []
    private var areSpecsValid = false
    private var failures: [WakeKey: Int] = [:]
    private var busy: BusyRegions
    private var count = 0
    /// Runs of the fleet that have left something for the next one.
    private var troubled: Set<Int> = []
    /// Scopes that are left alone until a look at what their region's tenants share sees them. A region without its cluster
    /// is left alone altogether; without AWS, what is in the cluster is looked after.
    package private(set) var away: [Scope: Problem] = [:]

    package init(_ settings: Settings) {
        self.settings = settings
        busy = BusyRegions(patience: settings.patience)
    }
}

// MARK: - What happened

extension Keeper {
    /// The specs are valid, and perhaps others than before.
    ///
    /// - Parameters:
    ///   - homes: the region of each tenant.
    ///   - spread: of whom something is in other regions than their own.
    package mutating func specsAreValid(
        homes: [String: String], scopes: Set<Scope>, spread: Set<Owner> = [], at now: Moment
    ) {
        self.homes = homes
        self.scopes = scopes
        self.spread = spread
        regions = Set(scopes.map(\.region))
        areSpecsValid = true
        away = away.filter { scopes.contains($0.key) }
        let known = self
        schedule.forget { !known.isKnown($0) }
        failures = failures.filter { known.isKnown($0.key) }
        schedule.wake(.fleet, at: now)
    }

    /// Until they are valid again, nothing runs.
    package mutating func specsAreInvalid() { areSpecsValid = false }

    /// One of the owner's objects has moved.
    package mutating func moved(_ owner: Owner, at now: Moment) {
        let key = WakeKey.owner(owner)
        // When a region comes back, all of it is looked at.
        guard isKnown(key), !(home(of: key).map(isWithoutCluster) ?? false) else { return }
        schedule.wake(key, at: now + settings.settling)
    }

    /// Nobody knows what has moved.
    package mutating func everythingMoved(at now: Moment) {
        schedule.wake(.fleet, at: now + settings.settling)
    }

    /// A run of the fleet has looked: from now on it only keeps the regions in which it makes changes.
    package mutating func planned(
        _ outlook: Outlook, at now: Moment, using random: inout some RandomNumberGenerator
    ) {
        schedule.finished(.fleet)
        busy.hold(outlook.changing, for: outlook.job.number, at: now)
        let seen = Set(outlook.sight.seen.filter { $0.world == .kubernetes }.map(\.region))
        for region in seen.subtracting(outlook.changing) { forgiveFailures(in: region, but: []) }
        look(outlook.job, outlook.sight, at: now, using: &random)
        schedule.wake(.fleet, at: now + settings.interval * Double.random(in: 0.9...1.1, using: &random))
        if outlook.sight.hasGaps { leave(for: outlook.job, at: now, using: &random) }
    }

    /// Something of a run of the fleet is for another one, and no look for one owner comes there.
    private mutating func leave(
        for job: Job, at now: Moment, using random: inout some RandomNumberGenerator
    ) {
        if troubled.insert(job.number).inserted { retry(.fleet, at: now, using: &random) }
    }

    /// All that a run of the fleet could do in a region is done.
    package mutating func rested(
        _ job: Job, in region: String, unfinished: Set<Owner>, at now: Moment,
        using random: inout some RandomNumberGenerator
    ) {
        if busy.release(region, of: job.number, at: now) { schedule.wake(.fleet, at: now) }
        forgiveFailures(in: region, but: unfinished)
        let known = self
        let here = unfinished.filter { known.home(of: .owner($0)) == region }
        retry(here, at: now, using: &random)
        if here.count < unfinished.count { leave(for: job, at: now, using: &random) }
    }

    package mutating func ended(
        _ ending: Ending, at now: Moment, using random: inout some RandomNumberGenerator
    ) {
        let job = ending.job
        if job.isFleet {
            for region in busy.regions(of: job.number) where busy.release(region, of: job.number, at: now) {
                schedule.wake(.fleet, at: now)
            }
            // Of these nobody said where they failed.
            if !ending.unfinished.isDisjoint(with: spread) { leave(for: job, at: now, using: &random) }
            if troubled.remove(job.number) == nil { failures[.fleet] = nil }
            retry(ending.unfinished, at: now, using: &random)
        } else {
            endedSmall(ending, at: now, using: &random)
        }
    }

    private mutating func endedSmall(
        _ ending: Ending, at now: Moment, using random: inout some RandomNumberGenerator
    ) {
        let job = ending.job
        var unfinished = ending.unfinished
        if ending.sight.hasGaps { unfinished.formUnion(job.keys.compactMap(\.owner)) }
        for key in job.keys {
            schedule.finished(key)
            if busy.finished(key, at: now) { schedule.wake(.fleet, at: now) }
            guard let owner = key.owner, ending.mended.contains(owner), failures[key] != nil else { continue }
            // Others may have waited for it, and some of its own may be where this look did not come.
            if owner.tenant == nil || spread.contains(owner) {
                schedule.wake(.fleet, at: now + settings.settling)
            }
        }
        let failed = unfinished.union(ending.sight.away.keys.map { .region($0.region) })
        for key in job.keys where !(key.owner.map(failed.contains) ?? false) { failures[key] = nil }
        look(job, ending.sight, at: now, using: &random)
        retry(unfinished, at: now, using: &random)
    }

    private mutating func look(
        _ job: Job, _ sight: Sight, at now: Moment, using random: inout some RandomNumberGenerator
    ) {
        for scope in sight.seen where away.removeValue(forKey: scope) != nil {
            schedule.wake(.fleet, at: now)
        }
        var probed: Set<String> = []
        for (scope, problem) in sight.away.sorted(by: { $0.key < $1.key }) where scopes.contains(scope) {
            let isNews = away.updateValue(problem, forKey: scope) == nil
            let probe = WakeKey.owner(.region(scope.region))
            if isNews || job.keys == [probe], probed.insert(scope.region).inserted {
                retry(probe, at: now, using: &random)
            }
        }
        let known = self
        schedule.forget { key in
            guard case .owner(.tenant) = key, let home = known.home(of: key) else { return false }
            return known.isWithoutCluster(home)
        }
    }

    private mutating func forgiveFailures(in region: String, but unfinished: Set<Owner>) {
        let known = self
        failures = failures.filter { key, _ in
            known.home(of: key) != region || key.owner.map(unfinished.contains) ?? false
        }
    }

    private mutating func retry(
        _ owners: Set<Owner>, at now: Moment, using random: inout some RandomNumberGenerator
    ) {
        for owner in owners.sorted() where isKnown(.owner(owner)) {
            retry(.owner(owner), at: now, using: &random)
        }
    }

    private mutating func retry(
        _ key: WakeKey, at now: Moment, using random: inout some RandomNumberGenerator
    ) {
        let failure = failures[key, default: 0]
        failures[key] = failure + 1
        var bound = settings.firstRetry
        for _ in 0..<min(failure, 30) where bound < settings.interval { bound *= 2 }
        bound = max(settings.firstRetry, min(bound, settings.interval))
        schedule.wake(key, at: now + bound * Double.random(in: 0.75...1.25, using: &random))
    }

    private func isKnown(_ key: WakeKey) -> Bool {
        switch key {
        case .fleet: true
        case .owner(.tenant(let tenant)): homes[tenant] != nil
        case .owner(.region(let region)): regions.contains(region)
        }
    }

    private func isWithoutCluster(_ region: String) -> Bool { away[Scope(.kubernetes, region)] != nil }

    /// The look at a region that is away, which a run of the fleet leaves out.
    private func isProbe(_ key: WakeKey) -> Bool {
        if case .owner(.region(let region)) = key { isWithoutCluster(region) } else { false }
    }

    /// Nil for the fleet.
    private func home(of key: WakeKey) -> String? {
        switch key {
        case .fleet: nil
        case .owner(.tenant(let tenant)): homes[tenant]
        case .owner(.region(let region)): region
        }
    }
}

// MARK: - What is to be done

extension Keeper {
    /// The jobs that begin now; `ended` must follow for each.
    package mutating func start(at now: Moment) -> [Job] {
        guard areSpecsValid else { return [] }
        let known = self
        let late = busy.late(at: now)
        let isFleetFree = busy.isFree(but: late)
        let probes = Set(away.keys.map { WakeKey.owner(.region($0.region)) }).filter {
            schedule.isDue($0, at: now)
        }
        let keys = schedule.start(
            at: now, crowd: settings.crowd,
            isApart: { key in
                let region = known.busy.region(of: key) ?? known.home(of: key)
                return known.isProbe(key) || region.map(late.contains) ?? false
            }
        ) { key, running in
            guard let home = known.home(of: key) else { return key != .fleet || isFleetFree }
            return !known.busy.isHeld(home)
                && running.count { known.home(of: $0) == home } < known.settings.keysPerRegion
        }
        if keys == [.fleet] {
            // It does not look at what is away, and takes nobody's turn to do so.
            for probe in probes { schedule.wake(probe, at: now) }
            busy.leaveOut(late)
            return [job([.fleet], .all, leavingOut: late)]
        }
        for key in keys { home(of: key).map { busy.began(key, in: $0, at: now) } }
        // What a region's tenants share is looked at by another selector than they are.
        let lanes = Dictionary(grouping: keys) { key in
            if case .owner(.tenant) = key { "tenants \(known.home(of: key) ?? "")" } else { "\(key)" }
        }
        return lanes.sorted { $0.key < $1.key }.flatMap { _, keys in
            stride(from: 0, to: keys.count, by: settings.keysPerJob).map { first in
                owners(Array(keys[first..<min(first + settings.keysPerJob, keys.count)]))
            }
        }
    }

    /// When to ask again, if nothing happens before.
    package func next(after now: Moment) -> Moment? {
        guard areSpecsValid else { return nil }
        return [schedule.next(after: now), busy.next(after: now)].compactMap(\.self).min()
    }

    private mutating func owners(_ keys: [WakeKey]) -> Job {
        let owners = keys.compactMap { if case .owner(let owner) = $0 { owner } else { nil } }
        return job(keys, Selection(regions: Set(keys.compactMap(home)), owners: Set(owners)))
    }

    private mutating func job(
        _ keys: [WakeKey], _ selection: Selection, leavingOut: Set<String> = []
    ) -> Job {
        count += 1
        return Job(number: count, keys: keys, selection: selection, leavingOut: leavingOut)
    }
}
