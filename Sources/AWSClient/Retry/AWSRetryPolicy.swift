import HTTP

/// When a request to AWS is sent again: the SDKs' standard mode. Pure: time and randomness come in.
struct AWSRetryPolicy: Sendable {
    enum Decision: Hashable, Sendable {
        case retry(after: Duration, cost: Int)
        case giveUp
    }

    /// The first one included.
    var maxAttempts = 3
    var backoff = Backoff(first: .seconds(1), highest: .seconds(20))
    /// A server that asks for more patience than this gets its answer passed on instead.
    var longestRetryAfter: Duration = .seconds(60)

    /// What to do after `attempt` (1 is the first) came out so. `now`, in seconds since 1970, is for a `Retry-After` date.
    func decide(
        _ outcome: AWSCall.Outcome, isRepeatable: Bool, attempt: Int, now: Int,
        using random: inout some RandomNumberGenerator
    ) -> Decision {
        guard attempt < maxAttempts else { return .giveUp }
        let delay = backoff.delay(after: attempt, using: &random)
        switch outcome {
        case .refused(let error, let head):
            // Who was throttled has done nothing yet; who failed may have done it.
            guard error.isThrottling || isRepeatable && error.isTransient else { return .giveUp }
            guard let asked = Self.asked(by: head, now: now) else {
                return .retry(after: delay, cost: RetryQuota.cost)
            }
            return asked > longestRetryAfter ? .giveUp : .retry(after: asked + delay, cost: RetryQuota.cost)
        case .answered: return .giveUp
        case .garbled:
            return isRepeatable ? .retry(after: delay, cost: RetryQuota.cost) : .giveUp
        case .failed(let error):
            switch error.kind {
            case .timeout, .connect, .transport, .noThread:
                guard isRepeatable || error.sentNothing else { return .giveUp }
                let isTimeout = error.kind == .timeout
                return .retry(
                    after: delay, cost: isTimeout ? RetryQuota.costAfterTimeout : RetryQuota.cost)
            // Most often the name is wrong.
            case .resolve:
                return attempt == 1 ? .retry(after: delay, cost: RetryQuota.cost) : .giveUp
            case .tls, .proxy, .bodyTooLarge, .closed, .badRequest: return .giveUp
            }
        }
    }

    /// How long the service asks to be left alone, in either of its headers.
    private static func asked(by head: HTTPHead, now: Int) -> Duration? {
        if let text = head.headers["x-amz-retry-after"], let milliseconds = UInt32(text) {
            return .milliseconds(milliseconds)
        }
        return head.headers["Retry-After"].flatMap { RetryAfter.delay($0, now: now) }
    }
}
