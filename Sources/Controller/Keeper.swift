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
        package let away: [String: Problem]
        package let seen: Set<String>
        package let changing: Set<String>

        package init(job: Job, away: [String: Problem], seen: Set<String>, changing: Set<String>) {
            self.job = job
            self.away = away
            self.seen = seen
            self.changing = changing
        }
    }

    /// What became of a job.
    package struct Ending: Sendable {
        package let job: Job
        /// Regions of which nothing could be seen, with why.
        package var away: [String: Problem] = [:]
        /// Regions of which something could.
        package var seen: Set<String> = []
        /// Whose changes failed, were left, or take the world their time.
        package var unfinished: Set<Owner> = []

        package init(job: Job) { self.job = job }
    }

    private let settings: Settings
    private var schedule = WakeSchedule()
    /// By tenant.
    private var homes: [String: String] = [:]
    private var regions: Set<String> = []
    private var areSpecsValid = false
    private var failures: [WakeKey: Int] = [:]
    private var busy: BusyRegions
    private var count = 0
    /// Regions that are left alone until a look at what they share succeeds.
    package private(set) var away: [String: Problem] = [:]

    package init(_ settings: Settings) {
        self.settings = settings
        busy = BusyRegions(patience: settings.patience)
    }
}

// MARK: - What happened

extension Keeper {
    /// The specs are valid, and perhaps others than before.
    ///
    /// - Parameter homes: the region of each tenant.
    package mutating func specsAreValid(homes: [String: String], regions: Set<String>, at now: Moment) {
        self.homes = homes
        self.regions = regions
        areSpecsValid = true
        away = away.filter { regions.contains($0.key) }
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
        guard isKnown(key), home(of: key).map({ away[$0] == nil }) ?? true else { return }
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
        for region in outlook.seen.subtracting(outlook.changing) { forgiveFailures(in: region, but: []) }
        look(outlook.job, saw: outlook.seen, away: outlook.away, at: now, using: &random)
        schedule.wake(.fleet, at: now + settings.interval * Double.random(in: 0.9...1.1, using: &random))
    }

    /// All that a run of the fleet could do in a region is done.
    package mutating func rested(
        _ job: Job, in region: String, unfinished: Set<Owner>, at now: Moment,
        using random: inout some RandomNumberGenerator
    ) {
        if busy.release(region, of: job.number, at: now) { schedule.wake(.fleet, at: now) }
        forgiveFailures(in: region, but: unfinished)
        retry(unfinished, at: now, using: &random)
    }

    package mutating func ended(
        _ ending: Ending, at now: Moment, using random: inout some RandomNumberGenerator
    ) {
        let job = ending.job
        if job.isFleet {
            for region in busy.regions(of: job.number) where busy.release(region, of: job.number, at: now) {
                schedule.wake(.fleet, at: now)
            }
        } else {
            for key in job.keys {
                schedule.finished(key)
                if busy.finished(key, at: now) { schedule.wake(.fleet, at: now) }
            }
            let unfinished = ending.unfinished.union(ending.away.keys.map(Owner.region))
            failures = failures.filter { key, _ in
                !job.keys.contains(key) || unfinished.contains { .owner($0) == key }
            }
            look(job, saw: ending.seen, away: ending.away, at: now, using: &random)
        }
        retry(ending.unfinished, at: now, using: &random)
    }

    private mutating func look(
        _ job: Job, saw seen: Set<String>, away missing: [String: Problem], at now: Moment,
        using random: inout some RandomNumberGenerator
    ) {
        for region in seen where away.removeValue(forKey: region) != nil {
            schedule.wake(.fleet, at: now)
        }
        for (region, problem) in missing.sorted(by: { $0.key < $1.key }) where regions.contains(region) {
            if away.updateValue(problem, forKey: region) == nil || job.keys == [.owner(.region(region))] {
                retry(.owner(.region(region)), at: now, using: &random)
            }
        }
        let gone = away
        let known = self
        schedule.forget { key in
            guard case .owner(.tenant) = key, let home = known.home(of: key) else { return false }
            return gone[home] != nil
        }
    }

    private mutating func forgiveFailures(in region: String, but unfinished: Set<Owner>) {
        let known = self
        failures = failures.filter { key, _ in
            known.home(of: key) != region || unfinished.contains { .owner($0) == key }
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

    /// The look at a region that is away, which a run of the fleet leaves out.
    private func isProbe(_ key: WakeKey) -> Bool {
        if case .owner(.region(let region)) = key { away[region] != nil } else { false }
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
