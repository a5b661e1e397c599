import Synchronization

/// Which reading of the specs is the current one: a run that began with another stops.
final class Edition: Sendable {
    private let number = Atomic<Int>(0)

    /// Whoever has begun by now is to stop.
    func end() { number.add(1, ordering: .relaxed) }

    func begin() -> Int { number.load(ordering: .relaxed) }

    func isCurrent(_ begun: Int) -> Bool { number.load(ordering: .relaxed) == begun }
}
