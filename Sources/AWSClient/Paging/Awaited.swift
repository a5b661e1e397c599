/// What a slow object has to become before the next step. Nobody sleeps for it: whoever works it off comes back later.
package struct Awaited: Sendable, Hashable {
    package enum Verdict: Hashable, Sendable {
        case reached
        case pending(after: Duration)
        /// It is in a state from which it does not get there by itself.
        case failed(state: String)
    }

    /// Such as `available`.
    package let states: Set<String>
    /// Such as `failed` and `incompatible-network`.
    package let failures: Set<String>
    /// Whether it is to go.
    package let isGone: Bool
    package let every: Duration

    package init(_ states: Set<String>, orFailing failures: Set<String> = [], every: Duration) {
        self.states = states
        self.failures = failures
        isGone = false
        self.every = every
    }

    private init(goneEvery every: Duration) {
        states = []
        failures = []
        isGone = true
        self.every = every
    }

    package static func gone(every: Duration) -> Awaited { Awaited(goneEvery: every) }

    /// - Parameter state: nil when it is not there.
    package func verdict(on state: String?) -> Verdict {
        guard let state else { return isGone ? .reached : .pending(after: every) }
        if states.contains(state) { return .reached }
        return failures.contains(state) ? .failed(state: state) : .pending(after: every)
    }
}
