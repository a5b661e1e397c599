import Core
import HTTP
import LoopbackServer
import Testing
import Values

@testable import AWSClient

@Suite struct RetryTests {
    private static let create = AWSOperation(.kms, "CreateKey", isRepeatable: false)
    private static let html = answer(
        500, headers: ["Content-Type: text/html"], "<!doctype html><title>500 Oops</title>")

    @Test(
        "A call succeeds when the service recovers within three attempts, which wait longer each time",
        arguments: [
            [Answers.error("Throttling")], [Answers.error("SlowDown", status: 503)], [html], [answer(503)],
            [.reset],
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"), .close],
            [answer(200, "<html></html>")],
            [answer(429)],
        ] as [[LoopbackServer.Step]])
    func recovery(fault: [LoopbackServer.Step]) async throws {
        let server = try LoopbackServer { $0.number < 2 ? fault : [Answers.identity] }
        let fake = FakeTiming()
        let found = try await AWSConnection.local(server, fake).send(.getCallerIdentity)
        #expect(found.xml.text("Account") == "111122223333" && found.requestID == "r-1")
        #expect(server.received.count == 3)
        #expect(fake.waits == [1, 2])
    }

    @Test func `After three attempts the last refusal is told`() async throws {
        let server = try LoopbackServer { [Answers.error($0.number < 2 ? "Throttling" : "SlowDown")] }
        let result = try await AWSConnection.local(server).result(of: .getCallerIdentity)
        guard case .failure(let error) = result else { return #expect(Bool(false), "it did not fail") }
        #expect(error.code == "SlowDown" && error.requestID == "r-2" && server.received.count == 3)
    }

    @Test(
        "What cannot get better is asked once",
        arguments: [
            ("AccessDenied", 403), ("ValidationError", 400), ("DBInstanceNotFound", 404), ("501", 501),
        ])
    func final(code: String, status: Int) async throws {
        let server = try LoopbackServer { _ in [Answers.error(code, status: status)] }
        _ = try await AWSConnection.local(server).result(of: .getCallerIdentity)
        #expect(server.received.count == 1)
    }

    @Test(
        "What must not run twice is sent again only when it was refused unseen",
        arguments: [
            (Answers.error("Throttling"), 3), (answer(429), 3), (answer(500), 1), (.reset, 1), (html, 1),
            (answer(200, "{half"), 1),
        ])
    func once(fault: LoopbackServer.Step, attempts: Int) async throws {
        let server = try LoopbackServer { _ in [fault] }
        let connection = try AWSConnection.local(server)
        _ = try? await connection.result(of: Self.create)
        #expect(server.received.count == attempts)
        // Not on a connection that may be closed by now, on which libcurl would send it once more by itself.
        #expect(server.connections == attempts)
    }

    @Test func `A token is made once and goes with every attempt`() async throws {
        let server = try LoopbackServer { $0.number < 2 ? [answer(500)] : [answer(200, "{}")] }
        let operation = AWSOperation(
            .secretsManager, "CreateSecret", isRepeatable: false, tokenMember: "ClientRequestToken")
        let connection = try AWSConnection.local(server, FakeTiming(bits: 0x0123_4567_89ab_cdef))
        _ = try await connection.send(operation, ["Name": "n"])
        let bodies = server.received.map(\.body)
        #expect(
            bodies
                == Array(
                    repeating: #"{"Name":"n","ClientRequestToken":"01234567-89ab-cdef-0123-456789abcdef"}"#,
                    count: 3))
        _ = try await connection.send(operation, ["ClientRequestToken": "mine"])
        #expect(server.received.last?.body == #"{"ClientRequestToken":"mine"}"#)
    }

    @Test(
        "What the service asks for is waited for, in either of its headers",
        arguments: [("Retry-After: 7", 8), ("x-amz-retry-after: 1500", 3), ("Retry-After: soon", 1)])
    func patience(header: String, seconds: Int64) async throws {
        let server = try LoopbackServer {
            $0.number < 1 ? [Answers.error("Throttling", headers: [header])] : [Answers.identity]
        }
        let fake = FakeTiming()
        _ = try await AWSConnection.local(server, fake).send(.getCallerIdentity)
        #expect(fake.waits == [seconds])
    }

    @Test func `Too much patience is not had`() async throws {
        let server = try LoopbackServer { _ in [Answers.error("Throttling", headers: ["Retry-After: 61"])] }
        _ = try await AWSConnection.local(server).result(of: .getCallerIdentity)
        #expect(server.received.count == 1)
    }

    @Test func `A region that is down gets no more retries than its quota`() async throws {
        let server = try LoopbackServer { _ in [answer(503)] }
        let connection = try AWSConnection.local(server)
        for _ in 0..<60 { _ = try await connection.result(of: .getCallerIdentity) }
        #expect(server.received.count == 60 + RetryQuota.capacity / RetryQuota.cost)
    }

    @Test func `A success gives back what its retry has cost, and otherwise a little`() {
        let quota = RetryQuota()
        let spent = (0..<101).map { _ in quota.spend(RetryQuota.cost) }
        #expect(spent == Array(repeating: true, count: 100) + [false])
        quota.succeeded(having: nil)
        #expect(quota.remaining == 1)
        quota.succeeded(having: 10)
        #expect(quota.remaining == 11)
        for _ in 0..<1000 { quota.succeeded(having: nil) }
        #expect(quota.remaining == RetryQuota.capacity)
    }

    @Test func `Waiting grows to twenty seconds and is left to chance below`() {
        let policy = AWSRetryPolicy(maxAttempts: 100)
        func wait(_ attempt: Int, _ bits: UInt64) -> AWSRetryPolicy.Decision {
            var chance = Chance(timing: FakeTiming(bits: bits).timing)
            let failure = AWSCall.Outcome.failed(HTTPError(kind: .connect, message: ""))
            return policy.decide(failure, isRepeatable: true, attempt: attempt, now: 0, using: &chance)
        }
        let longest = [1, 2, 3, 4, 5, 6, 50].map { attempt -> Int64 in
            guard case .retry(let delay, _) = wait(attempt, .max) else { return -1 }
            return delay.components.seconds
        }
        // Just below 1, 2, 4, 8, 16, 20, 20.
        #expect(longest == [0, 1, 3, 7, 15, 19, 19])
        #expect(wait(7, 0) == .retry(after: .zero, cost: RetryQuota.cost))
    }

    @Test(
        "Without an answer, what happened decides",
        arguments: [
            (.timeout, false, true, 10), (.connect, true, false, 5), (.transport, false, true, 5),
            (.transport, false, false, nil), (.tls, true, true, nil), (.proxy, true, true, nil),
            (.bodyTooLarge, false, true, nil), (.closed, true, true, nil),
        ] as [(HTTPError.Kind, Bool, Bool, Int?)])
    func silence(kind: HTTPError.Kind, sentNothing: Bool, isRepeatable: Bool, cost: Int?) {
        var chance = Chance(timing: FakeTiming(bits: 0).timing)
        let failure = AWSCall.Outcome.failed(HTTPError(kind: kind, message: "", sentNothing: sentNothing))
        let decision = AWSRetryPolicy().decide(
            failure, isRepeatable: isRepeatable, attempt: 1, now: 0, using: &chance)
        #expect(decision == (cost.map { .retry(after: .zero, cost: $0) } ?? .giveUp))
    }
}
