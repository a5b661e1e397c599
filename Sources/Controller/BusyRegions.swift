import Core

/// Where something is under way, and since when. A state machine without effects.
///
/// A region whose API answers looks and lets writes hang would otherwise hold up all others: what is for the whole fleet
/// waits for what runs. So it waits for a region for a while, and then leaves it out.
struct BusyRegions: Sendable {
    typealias Moment = WakeSchedule.Moment

    /// One key, or what a run of the fleet changes in a region.
    private enum Work: Hashable {
        case key(WakeKey)
        case changes(run: Int, region: String)
    }

    /// How long a run of the fleet waits for a region.
    private let patience: Duration
    private var begun: [Work: (region: String, at: Moment)] = [:]
    /// Regions in which something took longer, and nothing has ended sooner since: nobody waits for them once more.
    private var slow: Set<String> = []
    /// Regions that a run of the fleet has left out.
    private var owed: Set<String> = []

    init(patience: Duration) { self.patience = patience }

    mutating func began(_ key: WakeKey, in region: String, at now: Moment) {
        begun[.key(key)] = (region, now)
    }

    /// A run of the fleet makes changes in these.
    mutating func hold(_ regions: Set<String>, for run: Int, at now: Moment) {
        for region in regions { begun[.changes(run: run, region: region)] = (region, now) }
    }

    /// - Returns: whether the region is free and has been left out meanwhile.
    mutating func finished(_ key: WakeKey, at now: Moment) -> Bool { ended(.key(key), at: now) }

    /// - Returns: whether the region is free and has been left out meanwhile.
    mutating func release(_ region: String, of run: Int, at now: Moment) -> Bool {
        ended(.changes(run: run, region: region), at: now)
    }

    /// Where the key runs: the specs may have moved its tenant meanwhile.
    func region(of key: WakeKey) -> String? { begun[.key(key)]?.region }

    /// What a run of the fleet still changes.
    func regions(of run: Int) -> [String] {
        begun.compactMap { work, _ in
            if case .changes(run, let region) = work { region } else { nil }
        }.sorted()
    }

    private mutating func ended(_ work: Work, at now: Moment) -> Bool {
        guard let (region, start) = begun.removeValue(forKey: work) else { return false }
        if now - start < patience { slow.remove(region) } else { slow.insert(region) }
        return !begun.values.contains { $0.region == region } && owed.remove(region) != nil
    }

    /// Whether a run of the fleet makes changes there.
    func isHeld(_ region: String) -> Bool {
        begun.contains { work, busy in
            if case .changes = work { busy.region == region } else { false }
        }
    }

    /// Regions that are not waited for.
    func late(at now: Moment) -> Set<String> {
        Set(begun.values.filter { slow.contains($0.region) || now - $0.at >= patience }.map(\.region))
    }

    /// Whether a run of the fleet that leaves those out meets nothing that another one is changing.
    func isFree(but late: Set<String>) -> Bool {
        begun.allSatisfy { work, busy in
            if case .changes = work { late.contains(busy.region) } else { true }
        }
    }

    /// They are looked at when they are free.
    mutating func leaveOut(_ regions: Set<String>) {
        slow.formUnion(regions)
        owed.formUnion(regions)
    }

    /// When one may become late that is not yet.
    func next(after now: Moment) -> Moment? {
        begun.values.map { $0.at + patience }.filter { $0 > now }.min()
    }
}
