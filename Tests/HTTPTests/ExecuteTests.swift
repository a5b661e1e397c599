import Glibc
import LoopbackServer
import Testing
import Threads

@testable import HTTP

@Suite struct ExecuteTests {
    @Test("The server gets method, headers and body as given, and nothing that was not asked for")
    func request() async throws {
        let server = try LoopbackServer { _ in [answer()] }
        let request = HTTPRequest(
            "PATCH", server.url("/a/../b?c=%20d"), headers: ["X-One": "1", "X-Empty": "", "X-One": "2"],
            body: Array("payload".utf8))
        _ = try await localClient().execute(request)
        let received = try #require(server.received.first)
        let lines = received.head.split(separator: "\r\n").map(String.init)
        #expect(lines.first == "PATCH /a/../b?c=%20d HTTP/1.1")
        #expect(
            Set(lines.dropFirst()) == [
                "Host: \(server.authority)", "User-Agent: tests/1", "Accept: */*", "X-One: 1", "X-One: 2",
                "X-Empty:", "Content-Length: 7",
            ])
        #expect(received.body == "payload")
    }

    @Test(
        "A body of no bytes announces its length where a body is expected",
        arguments: ["POST", "PUT", "PATCH"])
    func emptyBody(method: String) async throws {
        let server = try LoopbackServer { _ in [answer()] }
        _ = try await localClient().execute(HTTPRequest(method, server.url()))
        #expect(server.received.first?.head.contains("Content-Length: 0") == true)
    }

    @Test("Any status is an answer, with its headers and body", arguments: [200, 201, 404, 409, 429, 500])
    func status(status: Int) async throws {
        let server = try LoopbackServer { _ in
            [answer(status, headers: ["Warning: 299 - one", "warning: 299 - two"], "body")]
        }
        let response = try await localClient().execute(HTTPRequest("GET", server.url()))
        #expect(response.status == status)
        #expect(response.text == "body")
        #expect(response.headers.values("Warning") == ["299 - one", "299 - two"])
    }

    @Test(
        "However the body is delivered, it arrives whole",
        arguments: [
            [.send("HTTP/1.1 200 OK\r\n\r\nhello world"), .close],
            [
                .send("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello"), .pause(milliseconds: 5),
                .send(" world"),
            ],
            [
                .send(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"
                )
            ],
            [.send("HTTP/1.1 103 Early\r\nA: b\r\n\r\n"), answer(200, "hello world")],
        ] as [[LoopbackServer.Step]])
    func delivery(steps: [LoopbackServer.Step]) async throws {
        let server = try LoopbackServer { _ in steps }
        let response = try await localClient().execute(HTTPRequest("GET", server.url()))
        #expect(response.text == "hello world")
        #expect(response.status == 200)
    }

    @Test("The answer to HEAD has a length and no body")
    func headMethod() async throws {
        let server = try LoopbackServer { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")] }
        let response = try await localClient().execute(HTTPRequest("HEAD", server.url()))
        #expect(response.body.isEmpty)
        #expect(response.headers["content-length"] == "99")
    }

    @Test("A connection is used again")
    func reuse() async throws {
        let server = try LoopbackServer { _ in [answer(200, "ok")] }
        let client = localClient()
        for _ in 0..<5 { _ = try await client.execute(HTTPRequest("GET", server.url())) }
        #expect(server.received.count == 5)
        // One that has long been idle is not used again; on a busy machine a test may take that long.
        #expect(server.connections < server.received.count)
    }

    @Test(
        "An answer that breaks off is an error that names the place, and never a shorter body",
        arguments: [
            [.close], [.reset], [.send("HTTP/1.1 200 OK\r\nContent-Le"), .close],
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .close],
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .reset],
            [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), .close],
            [.send("not HTTP at all\r\n\r\n"), .close],
        ] as [[LoopbackServer.Step]])
    func broken(steps: [LoopbackServer.Step]) async throws {
        let server = try LoopbackServer { _ in steps }
        let error = await failure { _ = try await localClient().execute(HTTPRequest("GET", server.url())) }
        #expect(error?.kind == .transport)
        #expect(error?.sentNothing == false)
        #expect(error?.description.hasPrefix("\(server.authority): ") == true)
    }

    @Test("A port where nobody listens is a connect error, and nothing was sent")
    func refused() async throws {
        let (socket, port) = try listenOnLoopback(backlog: 1)
        close(socket)
        let url = "http://127.0.0.1:\(port)/"
        let error = await failure { _ = try await localClient().execute(HTTPRequest("GET", url)) }
        #expect(error?.kind == .connect)
        #expect(error?.sentNothing == true)
        #expect(error?.authority == "127.0.0.1:\(port)")
    }

    @Test(
        "A body over the bound is refused, whether its length is announced or not",
        arguments: ["HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"])
    func tooLarge(head: String) async throws {
        let server = try LoopbackServer { _ in [.send(head), .fill(2000), .close] }
        var request = HTTPRequest("GET", server.url())
        request.maxBody = 1999
        let error = await failure { _ = try await localClient().execute(request) }
        #expect(error?.kind == .bodyTooLarge)
        request.maxBody = 2000
        #expect(try await localClient().execute(request).body.count == 2000)
    }

    @Test("Compression is asked for only when wanted", arguments: [true, false])
    func compression(wanted: Bool) async throws {
        let server = try LoopbackServer { _ in [answer()] }
        var request = HTTPRequest("GET", server.url())
        request.acceptsCompression = wanted
        _ = try await localClient().execute(request)
        #expect(server.received.first?.head.contains("Accept-Encoding: gzip") == wanted)
    }

    @Test("Never more requests are in flight than the options allow, and all of them are answered")
    func gate() async throws {
        let crowd = Locked((now: 0, most: 0))
        let server = try LoopbackServer { _ in
            crowd.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            usleep(2000)
            crowd.withLock { $0.now -= 1 }
            return [answer(200, "ok")]
        }
        let client = localClient { $0.requestsPerHost = 3 }
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<60 {
                group.addTask { try await client.execute(HTTPRequest("GET", server.url())).status }
            }
            for try await status in group { #expect(status == 200) }
        }
        #expect(server.received.count == 60)
        #expect(crowd.withLock(\.most) <= 3)
    }

    @Test("After a shutdown everything in flight and everything later ends as closed")
    func shutdown() async throws {
        let server = try LoopbackServer { _ in [.hang] }
        let client = localClient { $0.requestsPerHost = 1 }
        let url = server.url()
        let errors = await withTaskGroup(of: HTTPError?.self) { group in
            for _ in 0..<3 {
                group.addTask { await failure { _ = try await client.execute(HTTPRequest("GET", url)) } }
            }
            group.addTask {
                _ = try? await eventually { server.received.count == 1 }
                client.shutdown()
                return await failure { _ = try await client.execute(HTTPRequest("GET", url)) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(errors.map { $0?.kind } == Array(repeating: .closed, count: 4))
    }
    @Test("Where the system gives no thread, a request fails in words, and the process goes on")
    func noThread() async throws {
        let server = try LoopbackServer { _ in [answer()] }
        // More than any address space has.
        let client = localClient { $0.stack = 1 << 52 }
        for _ in 0..<2 {
            let error = await failure { _ = try await client.execute(HTTPRequest("GET", server.url())) }
            #expect(error?.kind == .noThread && error?.sentNothing == true)
            #expect(error?.message.hasPrefix("the system gives no thread to send it from: ") == true)
        }
        #expect(throws: NoThread.self) { try DetachedThread.start("test", stack: 1 << 52) {} }
        #expect(server.received.isEmpty)
    }
}
