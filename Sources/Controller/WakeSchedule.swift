import Core

/// Which key runs when. A state machine without effects: it is told what happened, and what time it is.
///
/// Guarantees: one key never runs twice at once, and the fleet only with keys that it leaves out. Of all wake-ups of a key the
/// earliest counts, and they are one run. A wake-up while the key runs is another run after it. None is lost.
package struct WakeSchedule: Sendable {
    /// A time since some start.
    package typealias Moment = Duration

    private var due: [WakeKey: Moment] = [:]
    package private(set) var running: Set<WakeKey> = []

    package init() {}

    package mutating func wake(_ key: WakeKey, at moment: Moment) {
        due[key] = min(due[key] ?? moment, moment)
    }

    /// Takes back the wake-ups of keys that are not there any more.
    package mutating func forget(where isGone: (WakeKey) -> Bool) { due = due.filter { !isGone($0.key) } }

    package func isDue(_ key: WakeKey, at now: Moment) -> Bool { due[key].map { $0 <= now } ?? false }

    /// The keys that run from now on, those that have waited longest first; `finished` must follow for each.
    ///
    /// - Parameters:
    ///   - mayRun: asked of each in this order, with what is running or was taken before.
    ///   - crowd: of so many due keys and more a run of the fleet is cheaper.
    ///   - isApart: whether a run of the fleet leaves a key out: it stays due, and is not waited for.
    package mutating func start(
        at now: Moment, crowd: Int = .max, isApart: (WakeKey) -> Bool = { _ in false },
        where mayRun: (WakeKey, Set<WakeKey>) -> Bool = { _, _ in true }
    ) -> [WakeKey] {
        guard !running.contains(.fleet) else { return [] }
        let ready = due.filter { $0.value <= now }
        // What the fleet leaves out would otherwise have it run for ever.
        let crowded = ready.keys.count { !isApart($0) } >= crowd
        if ready[.fleet] != nil || crowded {
            // Nobody else begins, so that its turn comes.
            guard running.allSatisfy(isApart), mayRun(.fleet, running) else { return [] }
            due = due.filter { $0.value > now || isApart($0.key) }
            running.insert(.fleet)
            return [.fleet]
        }
        var started: [WakeKey] = []
        for (key, _) in ready.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
            guard !running.contains(key), mayRun(key, running) else { continue }
            due[key] = nil
            running.insert(key)
            started.append(key)
        }
        return started
    }

    package mutating func finished(_ key: WakeKey) { running.remove(key) }

    /// When `start` may have something that it has not now; nil until something else happens.
    package func next(after now: Moment) -> Moment? { due.values.filter { $0 > now }.min() }
}
