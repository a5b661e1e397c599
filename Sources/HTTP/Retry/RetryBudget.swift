import Threads

/// A token bucket: over any time t no more than `burst + t × perSecond` retries.
package struct RetryBudget: Hashable, Sendable {
    package let burst: Double
    package let perSecond: Double
    private var tokens: Double
    private var filledAt: ContinuousClock.Instant?

    package init(burst: Double = 20, perSecond: Double = 1) {
        self.burst = burst
        self.perSecond = perSecond
        tokens = burst
    }

    /// Takes one token; false when there is none. Time that runs backwards adds nothing.
    package mutating func spend(at now: ContinuousClock.Instant) -> Bool {
        if let filledAt, filledAt < now {
            tokens = min(burst, tokens + (now - filledAt) / .seconds(1) * perSecond)
        }
        filledAt = max(now, filledAt ?? now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}

/// One budget per host.
final class RetryBudgets: Sendable {
    private let initial: RetryBudget
    private let budgets = Locked<[Authority: RetryBudget]>([:])

    init(_ initial: RetryBudget) { self.initial = initial }

    func spend(_ authority: Authority) -> Bool {
        budgets.withLock { $0[authority, default: initial].spend(at: .now) }
    }
}
