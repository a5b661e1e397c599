import LoopbackServer
import Testing

@testable import HTTP

@Suite struct RetryTests {
    private static let policy = RetryPolicy(
        maxAttempts: 4, backoff: Backoff(first: .milliseconds(1), highest: .milliseconds(2)))

    @Test(
        "A request succeeds when the server recovers within the attempts",
        arguments: [
            [answer(429, headers: ["Retry-After: 0"], "slow down")], [answer(503)],
            [.reset], [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"), .close],
        ] as [[LoopbackServer.Step]])
    func recovery(fault: [LoopbackServer.Step]) async throws {
        let server = try LoopbackServer { $0.number < 2 ? fault : [answer(200, "ok")] }
        let response = try await localClient().execute(
            HTTPRequest("GET", server.url()), retrying: Self.policy)
        #expect(response.text == "ok")
        #expect(server.received.count == 3)
    }

    @Test("The last answer is passed on when the attempts are used up")
    func exhausted() async throws {
        let server = try LoopbackServer { [answer(503, headers: [], "answer \($0.number)")] }
        let response = try await localClient().execute(
            HTTPRequest("GET", server.url()), retrying: Self.policy)
        #expect(response.status == 503)
        #expect(response.text == "answer 3")
    }

    @Test(
        "A request that may have been carried out is not repeated unless it says it may be",
        arguments: [true, false])
    func notIdempotent(isIdempotent: Bool) async throws {
        let server = try LoopbackServer { _ in [answer(503)] }
        var request = HTTPRequest("POST", server.url(), body: [])
        if isIdempotent { request.isIdempotent = true }
        _ = try await localClient().execute(request, retrying: Self.policy)
        #expect(server.received.count == (isIdempotent ? 4 : 1))
    }

    @Test("A sick host gets no more retries than its budget, whatever the number of callers")
    func budget() async throws {
        let server = try LoopbackServer { _ in [answer(503)] }
        let client = localClient { $0.retryBudget = RetryBudget(burst: 5, perSecond: 0) }
        let url = server.url()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await client.execute(HTTPRequest("GET", url), retrying: Self.policy).status
                }
            }
            for try await status in group { #expect(status == 503) }
        }
        #expect(server.received.count == 25)
    }

    @Test("Cancelling ends the waiting between two attempts")
    func cancelled() async throws {
        let server = try LoopbackServer { _ in [answer(429, headers: ["Retry-After: 50"])] }
        let (client, request) = (localClient(), HTTPRequest("GET", server.url()))
        let task = Task { _ = try await client.execute(request, retrying: Self.policy) }
        #expect(try await eventually { server.received.count == 1 })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(server.received.count == 1)
    }
}
