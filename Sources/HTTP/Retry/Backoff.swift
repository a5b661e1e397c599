/// Exponential backoff with full jitter: anything from nothing to a bound that doubles, so that clients that
/// failed together do not come back together.
package struct Backoff: Hashable, Sendable {
    /// The bound of the first delay.
    package var first: Duration
    /// No bound is higher.
    package var highest: Duration

    package init(first: Duration = .milliseconds(200), highest: Duration = .seconds(20)) {
        self.first = first
        self.highest = highest
    }

    /// The longest the delay after `attempt` (1 is the first) may be.
    package func bound(after attempt: Int) -> Duration {
        var bound = first
        var doublings = attempt - 1
        // Stops at the highest, long before anything overflows.
        while doublings > 0, highest > bound, bound != .zero {
            bound *= 2
            doublings -= 1
        }
        return min(bound, highest)
    }

    package func delay(after attempt: Int, using random: inout some RandomNumberGenerator) -> Duration {
        bound(after: attempt) * (Double(random.next() >> 11) * 0x1p-53)
    }
}
