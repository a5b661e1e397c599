import Testing

@testable import HTTP

/// Always the highest or always the lowest.
private struct Fixed: RandomNumberGenerator {
    let bits: UInt64
    mutating func next() -> UInt64 { bits }
}

@Suite struct RetryPolicyTests {
    private static let policy = RetryPolicy(backoff: Backoff(first: .seconds(1), highest: .seconds(8)))

    private func decide(
        _ outcome: RetryPolicy.Outcome, idempotent: Bool = true, attempt: Int = 1, now: Int = 0,
        bits: UInt64 = 0, policy: RetryPolicy = Self.policy
    ) -> RetryPolicy.Decision {
        var random = Fixed(bits: bits)
        return policy.decide(outcome, isIdempotent: idempotent, attempt: attempt, now: now, using: &random)
    }

    @Test(
        "An idempotent request is repeated after overload and gateway errors, any request after 429",
        arguments: [
            (200, false, false), (201, false, false), (400, false, false), (403, false, false),
            (404, false, false), (409, false, false), (429, true, true), (500, true, false),
            (501, false, false), (502, true, false), (503, true, false), (504, true, false),
        ])
    func statuses(status: Int, idempotent: Bool, any: Bool) {
        let outcome = RetryPolicy.Outcome.response(HTTPHead(status: status))
        #expect((decide(outcome, idempotent: true) != .giveUp) == idempotent)
        #expect((decide(outcome, idempotent: false) != .giveUp) == any)
    }

    @Test("Which statuses count can be set")
    func configured() {
        var policy = Self.policy
        policy.retriedStatuses = [502]
        #expect(decide(.response(HTTPHead(status: 500)), policy: policy) == .giveUp)
        #expect(decide(.response(HTTPHead(status: 502)), policy: policy) != .giveUp)
    }

    @Test(
        "What may have reached the server is repeated only when idempotent; what would fail again never is",
        arguments: [
            (.timeout, false, true, false), (.timeout, true, true, true), (.connect, true, true, true),
            (.resolve, true, true, true), (.transport, false, true, false), (.transport, true, true, true),
            (.tls, true, false, false), (.badRequest, true, false, false), (.closed, true, false, false),
            (.bodyTooLarge, false, false, false), (.noThread, true, true, true),
        ] as [(HTTPError.Kind, Bool, Bool, Bool)])
    func failures(kind: HTTPError.Kind, sentNothing: Bool, idempotent: Bool, any: Bool) {
        let outcome = RetryPolicy.Outcome.failure(
            HTTPError(kind: kind, message: "", sentNothing: sentNothing))
        #expect((decide(outcome, idempotent: true) != .giveUp) == idempotent)
        #expect((decide(outcome, idempotent: false) != .giveUp) == any)
    }

    @Test("A name that cannot be resolved is looked up once more, and no more")
    func resolving() {
        let outcome = RetryPolicy.Outcome.failure(
            HTTPError(kind: .resolve, message: "", sentNothing: true))
        #expect(decide(outcome, attempt: 1) != .giveUp)
        #expect(decide(outcome, attempt: 2) == .giveUp)
    }

    @Test("Attempts are counted: the last one is not repeated")
    func attempts() {
        let outcome = RetryPolicy.Outcome.response(HTTPHead(status: 503))
        #expect(
            (1...6).map { decide(outcome, attempt: $0) != .giveUp } == [
                true, true, true, false, false, false,
            ])
    }

    @Test("The delay is anything from nothing to a bound that doubles up to the highest")
    func backoff() {
        let backoff = Backoff(first: .seconds(1), highest: .seconds(8))
        let bounds = [0, 1, 2, 3, 4, 5, 1000, Int.max].map { backoff.bound(after: $0) }
        #expect(bounds == [1, 1, 2, 4, 8, 8, 8, 8].map { .seconds($0) })
        var (low, high) = (Fixed(bits: 0), Fixed(bits: .max))
        #expect(backoff.delay(after: 3, using: &low) == .zero)
        let most = backoff.delay(after: 3, using: &high)
        #expect(most > .seconds(3.99) && most <= .seconds(4))
    }

    @Test(
        "Retry-After is waited for, in seconds or as a date, and jitter only adds to it",
        arguments: [
            ("7", 7), ("0", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 10), ("Sun, 06 Nov 1994 08:49:00 GMT", 0),
        ])
    func retryAfter(value: String, seconds: Int) {
        let outcome = RetryPolicy.Outcome.response(HTTPHead(status: 429, headers: ["retry-after": value]))
        #expect(decide(outcome, now: 784_111_767) == .retry(after: .seconds(seconds)))
        guard case .retry(let delay) = decide(outcome, now: 784_111_767, bits: .max) else {
            Issue.record("gave up")
            return
        }
        #expect(delay > .seconds(seconds) && delay <= .seconds(seconds + 1))
    }

    @Test(
        "A Retry-After that is neither counts for nothing",
        arguments: [
            "", "soon", "-1", "1.5", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
        ])
    func malformedRetryAfter(value: String) {
        let outcome = RetryPolicy.Outcome.response(HTTPHead(status: 429, headers: ["Retry-After": value]))
        #expect(decide(outcome) == .retry(after: .zero))
    }

    @Test(
        "A server that asks for too much patience is not waited for",
        arguments: ["61", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
    func impatience(value: String) {
        let outcome = RetryPolicy.Outcome.response(HTTPHead(status: 503, headers: ["Retry-After": value]))
        #expect(decide(outcome) == .giveUp)
    }

    @Test(
        "Dates agree with the calendar",
        arguments: [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
            ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400), ("Fri, 31 Dec 1999 23:59:59 GMT", 946_684_799),
        ])
    func dates(text: String, seconds: Int) {
        #expect(RetryAfter.delay(text, now: 0) == .seconds(seconds))
    }

    @Test("A budget allows its burst, then its rate, and never saves up more than its burst")
    func budget() {
        var budget = RetryBudget(burst: 3, perSecond: 2)
        let start = ContinuousClock.now
        func spend(_ times: Int, after seconds: Double) -> Int {
            (0..<times).filter { _ in budget.spend(at: start + .seconds(seconds)) }.count
        }
        let granted = [
            spend(10, after: 0), spend(10, after: 1), spend(10, after: 0.5), spend(10, after: 1.5),
        ]
        #expect(granted == [3, 2, 0, 1])
        let later = spend(10, after: 1000)
        #expect(later == 3)
    }
}
