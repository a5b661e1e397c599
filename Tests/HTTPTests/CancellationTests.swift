import LoopbackServer
import Testing
import Threads

@testable import HTTP

@Suite struct CancellationTests {
    @Test("A task that is cancelled already sends nothing", arguments: [true, false])
    func before(isStream: Bool) async throws {
        let server = try LoopbackServer { _ in [answer()] }
        let (client, request) = (localClient(), HTTPRequest("GET", server.url()))
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            if isStream {
                _ = try await client.stream(request)
            } else {
                _ = try await client.execute(request)
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(server.received.isEmpty)
    }

    @Test("A request in flight ends with its task, and so does its connection", arguments: [true, false])
    func inFlight(isStream: Bool) async throws {
        let server = try LoopbackServer { _ in [.hang] }
        let (client, request) = (localClient(), HTTPRequest("GET", server.url(), timeout: nil))
        let task = Task {
            if isStream {
                _ = try await client.stream(request)
            } else {
                _ = try await client.execute(request)
            }
        }
        #expect(try await eventually { server.received.count == 1 })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await eventually { server.openConnections == 0 })
    }

    @Test("One that waits for a slot gives up its place and no other's", arguments: [true, false])
    func waiting(isStream: Bool) async throws {
        let server = try LoopbackServer { request in
            request.path == "/slow" ? [.send("HTTP/1.1 200 OK\r\n\r\n"), .hang] : [answer()]
        }
        let client = localClient {
            $0.requestsPerHost = 1
            $0.streamsPerHost = 1
        }
        let url = server.url
        let start: @Sendable (String) -> Task<Void, any Error> = { path in
            Task {
                let request = HTTPRequest("GET", url(path), timeout: nil)
                guard isStream else {
                    _ = try await client.execute(request)
                    return
                }
                let (_, body) = try await client.stream(request)
                for try await _ in body {}
            }
        }
        let slow = start("/slow")
        #expect(try await eventually { server.received.count == 1 })
        let (cancelled, patient) = (start("/cancelled"), start("/patient"))
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        slow.cancel()
        await #expect(throws: CancellationError.self) { try await slow.value }
        try await patient.value
        #expect(server.received.map(\.path) == ["/slow", "/patient"])
    }

    @Test("Reading a body ends with its task, and so does the connection")
    func streaming() async throws {
        let server = try LoopbackServer { _ in [.send("HTTP/1.1 200 OK\r\n\r\nevent\n"), .hang] }
        let (client, request) = (localClient(), HTTPRequest("GET", server.url(), timeout: nil))
        let seen = Locked(0)
        let task = Task {
            let (_, body) = try await client.stream(request)
            for try await _ in body.lines { seen.withLock { $0 += 1 } }
        }
        #expect(try await eventually { seen.withLock { $0 } == 1 })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await eventually { server.openConnections == 0 })
    }

    @Test("However cancellation and answer race, every call ends once and every slot comes back")
    func race() async throws {
        let server = try LoopbackServer { request in
            [.pause(milliseconds: request.number % 3), answer(200, "ok")]
        }
        let client = localClient { $0.requestsPerHost = 4 }
        let url = server.url()
        let endings = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<300 {
                group.addTask {
                    let task = Task { try await client.execute(HTTPRequest("GET", url)).status }
                    if number % 2 == 0 {
                        try? await Task.sleep(for: .microseconds(number * 100))
                        task.cancel()
                    }
                    switch await task.result {
                    case .success(let status): return status == 200
                    case .failure(let error): return number % 2 == 0 && error is CancellationError
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(endings == Array(repeating: true, count: 300))
        // Four at once again: no slot was lost on the way.
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { try await client.execute(HTTPRequest("GET", url)).status } }
            for try await status in group { #expect(status == 200) }
        }
    }
}
