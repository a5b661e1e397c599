import Core

/// What is under way while a plan is applied: which changes hold one of their scope's places, and which sleep.
/// As the schedule without effects.
struct ApplyRun {
    var schedule: ApplySchedule
    /// Sorted.
    let scopes: [Scope]

    private let inFlightPerScope: Int
    private var inFlight: [Scope: Int] = [:]
    private var asleep: [Scope: Int] = [:]
    /// Of regions that have not been at rest.
    private var restless: [String: [Scope]]
    /// What each that was begun and has not ended was last said to wait for.
    private var reasons: [Int: String] = [:]
    /// How long each has slept in all.
    private var slept: [Int: Duration] = [:]
    /// Of those that failed the last time, for a reason that may pass: how often in a row, and why.
    private var retries: [Int: (count: Int, problem: Problem)] = [:]
    /// Of changes that failed for a reason that may pass, since the last that was made.
    private var failures: [Scope: Int] = [:]
    /// Awake again, by scope; these come before new ones.
    private var awake: [Scope: PlaceQueue] = [:]

    init(_ schedule: ApplySchedule, inFlightPerScope: Int) {
        self.schedule = schedule
        self.inFlightPerScope = max(1, inFlightPerScope)
        scopes = schedule.scopes.sorted()
        restless = Dictionary(grouping: scopes, by: \.region)
    }

    var isInFlight: Bool { inFlight.values.contains { $0 > 0 } }
    var isAsleep: Bool { asleep.values.contains { $0 > 0 } }

    func change(_ place: Int) -> Change { schedule.changes[place] }

    /// The next change of the scope that may be performed now, if one of the scope's places is free for it.
    mutating func start(in scope: Scope) -> (place: Int, isFirst: Bool)? {
        guard inFlight[scope, default: 0] < inFlightPerScope else { return nil }
        let again = awake[scope]?.pop()
        guard let place = again ?? schedule.next(in: scope) else { return nil }
        inFlight[scope, default: 0] += 1
        return (place, again == nil)
    }

    /// It gives its place free until it is awake again.
    ///
    /// - Returns: whether the reason is news.
    mutating func sleeps(_ place: Int, for delay: Duration, _ reason: String) -> Bool {
        slept[place, default: .zero] += delay
        inFlight[change(place).id.scope, default: 1] -= 1
        asleep[change(place).id.scope, default: 0] += 1
        return reasons.updateValue(reason, forKey: place) != reason
    }

    func hasWaited(_ place: Int) -> Duration { slept[place] ?? .zero }

    /// How long to wait before the next attempt; nil when there shall be none.
    mutating func nextDelay(_ place: Int, of delays: [Duration], after problem: Problem) -> Duration? {
        let count = retries[place]?.count ?? 0
        retries[place] = (count + 1, problem)
        return count < delays.count ? delays[count] : nil
    }

    /// It waits, and has not failed.
    mutating func answered(_ place: Int) { retries[place] = nil }

    mutating func awoke(_ place: Int) {
        asleep[change(place).id.scope, default: 1] -= 1
        awake[change(place).id.scope, default: PlaceQueue()].push(place)
    }

    /// The regions that have come to rest, each once: nothing is under way in any of its scopes, and nothing can begin.
    ///
    /// - Parameter givenUp: scopes in which what is ready does not begin.
    /// - Returns: in the order of their names, each with what is ready and does not begin.
    mutating func rest(givenUp: Set<Scope>) -> [(region: String, left: [Change])] {
        var news: [(region: String, left: [Change])] = []
        for (region, scopes) in restless {
            guard scopes.allSatisfy({ inFlight[$0, default: 0] == 0 && asleep[$0, default: 0] == 0 }) else {
                continue
            }
            let ready = scopes.map { (scope: $0, places: (awake[$0]?.all ?? []) + schedule.ready(in: $0)) }
            guard ready.allSatisfy({ $0.places.isEmpty || givenUp.contains($0.scope) }) else { continue }
            news.append((region, ready.flatMap(\.places).map(change)))
        }
        for (region, _) in news { restless[region] = nil }
        return news.sorted { $0.region < $1.region }
    }

    func failuresInARow(in scope: Scope) -> Int { failures[scope] ?? 0 }

    /// - Parameter asked: whoever gave the result.
    /// - Returns: those that are skipped because of it.
    mutating func finished(_ place: Int, _ result: ApplySchedule.Result, asked: Scope) -> [Int] {
        let scope = change(place).id.scope
        switch result {
        case .failed(let problem) where problem.isRetryable: failures[asked, default: 0] += 1
        case .applied: failures[scope] = nil
        case .failed, .waiting, .skipped, .blocked, .left: break
        }
        inFlight[scope, default: 1] -= 1
        reasons[place] = nil
        return schedule.finished(place, result)
    }

    /// Begun, and not asked about again because the run was stopped.
    var unfinished: [(place: Int, result: ApplySchedule.Result)] {
        reasons.sorted { $0.key < $1.key }.map { place, reason in
            (place, retries[place].map { .failed($0.problem) } ?? .waiting(reason))
        }
    }
}
