import Glibc
import LoopbackServer
import Testing

@testable import HTTP

@Suite struct TimeoutTests {
    @Test("A server that does not answer in time is a timeout, and the request may have reached it")
    func total() async throws {
        let server = try LoopbackServer { _ in [.hang] }
        let request = HTTPRequest("GET", server.url(), timeout: .milliseconds(50))
        let error = await failure { _ = try await localClient().execute(request) }
        #expect(error?.kind == .timeout)
        #expect(error?.sentNothing == false)
        #expect(error?.description == "\(server.authority): no answer within 0.05 seconds")
    }

    @Test("A trickle of bytes does not stretch the timeout")
    func trickle() async throws {
        let server = try LoopbackServer { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")]
                + (0..<1000).flatMap { _ in [LoopbackServer.Step.send("x"), .pause(milliseconds: 10)] }
        }
        var request = HTTPRequest("GET", server.url(), timeout: .milliseconds(200))
        request.idleTimeout = .seconds(20)
        let error = await failure { _ = try await localClient().execute(request) }
        #expect(error?.kind == .timeout)
        #expect(error?.message.hasSuffix("answer within 0.2 seconds") == true)
    }

    @Test("Waiting for a slot counts, sends nothing, and leaves the slot usable")
    func gate() async throws {
        let server = try LoopbackServer { request in request.path == "/slow" ? [.hang] : [answer()] }
        let client = localClient { $0.requestsPerHost = 1 }
        let url = server.url
        let slow = Task { try await client.execute(HTTPRequest("GET", url("/slow"))) }
        #expect(try await eventually { server.received.count == 1 })
        let error = await failure {
            _ = try await client.execute(HTTPRequest("GET", url("/"), timeout: .milliseconds(50)))
        }
        #expect(error?.kind == .timeout)
        #expect(error?.sentNothing == true)
        #expect(error?.message.hasPrefix("no free slot") == true)
        slow.cancel()
        #expect(try await client.execute(HTTPRequest("GET", url("/"))).status == 200)
        #expect(server.received.map(\.path) == ["/slow", "/"])
    }

    @Test("A connection that is not accepted is a timeout that sent nothing")
    func connect() async throws {
        let (listener, port) = try listenOnLoopback(backlog: 0)
        defer { close(listener) }
        // The first connections fill the queue of the listener, which never accepts.
        let client = localClient()
        let errors = await withTaskGroup(of: HTTPError?.self) { group in
            for number in 0..<6 {
                group.addTask {
                    var request = HTTPRequest(
                        "GET", "http://127.0.0.1:\(port)/\(number)", timeout: .seconds(5))
                    request.connectTimeout = .milliseconds(300)
                    request.idleTimeout = .seconds(2)
                    return await failure { _ = try await client.execute(request) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(errors.allSatisfy { $0?.kind == .timeout })
        #expect(errors.contains { $0?.sentNothing == true })
        #expect(errors.contains { $0?.sentNothing == false })
    }

    @Test("A watch that falls silent ends as a timeout")
    func silence() async throws {
        let server = try LoopbackServer { _ in [.send("HTTP/1.1 200 OK\r\n\r\nevent\n"), .hang] }
        var request = HTTPRequest("GET", server.url(), timeout: nil)
        request.idleTimeout = .milliseconds(100)
        let (_, body) = try await localClient().stream(request)
        var lines = body.lines.makeAsyncIterator()
        let event = try await lines.next()
        #expect(event == Array("event".utf8))
        let error = await failure { _ = try await lines.next() }
        #expect(error?.kind == .timeout)
        #expect(error?.message == "silent for 0.1 seconds")
    }

    @Test("A reader that holds the server back does not make it silent")
    func pausedIsNotSilent() async throws {
        let total = 16 << 20
        let server = try LoopbackServer { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: \(total)\r\n\r\n"), .fill(total)]
        }
        var request = HTTPRequest("GET", server.url(), timeout: nil)
        request.idleTimeout = .milliseconds(500)
        let (_, body) = try await localClient().stream(request)
        var pieces = body.makeAsyncIterator()
        var count = try await pieces.next()?.count ?? 0
        try await Task.sleep(for: .seconds(1))
        while let piece = try await pieces.next() { count += piece.count }
        #expect(count == total)
    }

    @Test(
        "No timeout is too long or too short to be one",
        arguments: [Duration.seconds(Int64.max), .seconds(-1), .zero, .nanoseconds(1)])
    func extremes(timeout: Duration) async throws {
        let server = try LoopbackServer { _ in [answer()] }
        var request = HTTPRequest("GET", server.url(), timeout: timeout)
        request.connectTimeout = max(timeout, .seconds(1))
        request.idleTimeout = max(timeout, .seconds(10))
        let error = await failure { _ = try await localClient().execute(request) }
        #expect(error?.kind == (timeout > .seconds(1) ? nil : .timeout))
    }
}
