/// Decides whether a request is sent again, and when. Pure: time and randomness come in.
package struct RetryPolicy: Sendable {
    package enum Outcome: Sendable {
        case response(HTTPHead)
        case failure(HTTPError)
    }

    package enum Decision: Hashable, Sendable {
        case retry(after: Duration)
        case giveUp
    }

    /// The first one included; 1 never retries.
    package var maxAttempts: Int
    package var backoff: Backoff
    /// Statuses after which an idempotent request is repeated. 429 is not among them: it says that the request was
    /// not carried out, so that any request is repeated.
    package var retriedStatuses: Set<Int>
    /// A server that asks for more patience than this gets its answer passed on instead.
    package var longestRetryAfter: Duration

    package init(
        maxAttempts: Int = 4, backoff: Backoff = Backoff(), retriedStatuses: Set<Int> = [500, 502, 503, 504],
        longestRetryAfter: Duration = .seconds(60)
    ) {
        self.maxAttempts = maxAttempts
        self.backoff = backoff
        self.retriedStatuses = retriedStatuses
        self.longestRetryAfter = longestRetryAfter
    }

    /// What to do after `attempt` (1 is the first) came out so. `now`, in seconds since 1970, is for a `Retry-After` date.
    package func decide(
        _ outcome: Outcome, isIdempotent: Bool, attempt: Int, now: Int,
        using random: inout some RandomNumberGenerator
    ) -> Decision {
        guard attempt < maxAttempts, isRetried(outcome, isIdempotent, attempt) else { return .giveUp }
        let delay = backoff.delay(after: attempt, using: &random)
        guard case .response(let head) = outcome, let value = head.headers["Retry-After"],
            let asked = RetryAfter.delay(value, now: now)
        else { return .retry(after: delay) }
        // Jitter goes on top: everybody was told the same time.
        return asked > longestRetryAfter ? .giveUp : .retry(after: asked + delay)
    }

    private func isRetried(_ outcome: Outcome, _ isIdempotent: Bool, _ attempt: Int) -> Bool {
        switch outcome {
        case .response(let head):
            return head.status == 429 || isIdempotent && retriedStatuses.contains(head.status)
        case .failure(let error):
            switch error.kind {
            case .timeout, .connect, .transport, .noThread: return isIdempotent || error.sentNothing
            // Most often the name is wrong; and what is slow here occupies a thread that cannot be ended.
            case .resolve: return attempt == 1 && (isIdempotent || error.sentNothing)
            case .tls, .proxy, .bodyTooLarge, .closed, .badRequest: return false
            }
        }
    }
}
