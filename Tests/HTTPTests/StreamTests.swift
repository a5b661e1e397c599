import LoopbackServer
import Testing

@testable import HTTP

@Suite struct StreamTests {
    @Test("The head comes before the body, and the body as it is sent")
    func headFirst() async throws {
        let server = try LoopbackServer { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst"), .hang]
        }
        let client = localClient()
        let (head, body) = try await client.stream(HTTPRequest("GET", server.url(), timeout: nil))
        #expect(head.status == 200)
        var pieces = body.makeAsyncIterator()
        let first = try await pieces.next()
        #expect(first == Array("first".utf8))
    }

    @Test("Lines come whole from a chunked stream, the last one without its line feed too")
    func lines() async throws {
        let server = try LoopbackServer { _ in
            [
                .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{\"a\"\r\n"),
                .pause(milliseconds: 5), .send("6\r\n:1}\n{}\r\n0\r\n\r\n"),
            ]
        }
        let (_, body) = try await localClient().stream(HTTPRequest("GET", server.url()))
        var lines: [String] = []
        for try await line in body.lines { lines.append(String(decoding: line, as: UTF8.self)) }
        #expect(lines == ["{\"a\":1}", "{}"])
    }

    @Test("A slow reader holds the server back, and still gets every byte")
    func backPressure() async throws {
        let total = 64 << 20
        let server = try LoopbackServer { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: \(total)\r\n\r\n"), .fill(total)]
        }
        let (_, body) = try await localClient().stream(HTTPRequest("GET", server.url(), timeout: nil))
        // Until the server makes no more progress: without back-pressure that is when all is sent.
        var before = -1
        while server.sentBytes != before {
            before = server.sentBytes
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(before < total)
        var count = 0
        for try await piece in body { count += piece.count }
        #expect(count == total)
    }

    @Test(
        "A body that breaks off ends in an error, after what had come",
        arguments: [LoopbackServer.Step.close, .reset])
    func broken(ending: LoopbackServer.Step) async throws {
        let server = try LoopbackServer { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .pause(milliseconds: 20), ending]
        }
        let (_, body) = try await localClient().stream(HTTPRequest("GET", server.url()))
        let error = await failure { for try await _ in body {} }
        #expect(error?.kind == .transport)
    }

    @Test("Without an answer there is no stream but an error")
    func noHead() async throws {
        let server = try LoopbackServer { _ in [.close] }
        let error = await failure { _ = try await localClient().stream(HTTPRequest("GET", server.url())) }
        #expect(error?.kind == .transport)
    }

    @Test("Releasing the body closes its connection and gives its slot to the next")
    func release() async throws {
        let server = try LoopbackServer { _ in [.send("HTTP/1.1 200 OK\r\n\r\nmore"), .hang] }
        let client = localClient { $0.streamsPerHost = 1 }
        for _ in 0..<3 {
            let (_, body) = try await client.stream(HTTPRequest("GET", server.url()))
            var pieces = body.makeAsyncIterator()
            let first = try await pieces.next()
            #expect(first == Array("more".utf8))
        }
        #expect(try await eventually { server.openConnections == 0 })
    }

    @Test("Open streams leave room for requests, and a body outlives the release of its client")
    func separateSlots() async throws {
        let server = try LoopbackServer { request in
            request.path == "/watch"
                ? [.send("HTTP/1.1 200 OK\r\n\r\nfirst"), .pause(milliseconds: 20), .send("last"), .close]
                : [answer(200, "ok")]
        }
        func open() async throws -> HTTPBody {
            let client = localClient {
                $0.streamsPerHost = 1
                $0.requestsPerHost = 1
            }
            let (_, body) = try await client.stream(HTTPRequest("GET", server.url("/watch")))
            #expect(try await client.execute(HTTPRequest("GET", server.url())).text == "ok")
            return body
        }
        let whole = try await open().collect(upTo: 100)
        #expect(whole == Array("firstlast".utf8))
    }

    @Test("Collecting more than the bound is an error")
    func collectBound() async throws {
        let server = try LoopbackServer { _ in [answer(200, "12345")] }
        let request = HTTPRequest("GET", server.url())
        let (_, fitting) = try await localClient().stream(request)
        #expect(try await fitting.collect(upTo: 5).count == 5)
        let (_, body) = try await localClient().stream(request)
        let error = await failure { _ = try await body.collect(upTo: 4) }
        #expect(error?.kind == .bodyTooLarge)
    }

    @Test("A sink refuses bytes past its mark until its reader has made room, and loses none")
    func sink() async throws {
        let sink = BodySink()
        let piece = [UInt8](repeating: 7, count: BodySink.highWater)
        let taken = unsafe piece.withUnsafeBytes { bytes in unsafe [sink.push(bytes), sink.push(bytes)] }
        #expect(taken == [true, false])
        var madeRoom = 0
        let first = try await sink.next { madeRoom += 1 }
        #expect(first == piece)
        #expect(madeRoom == 1)
        let isTaken = unsafe piece.withUnsafeBytes { bytes in unsafe sink.push(bytes) }
        #expect(isTaken)
        sink.finish(nil)
        sink.finish(CancellationError())
        let rest = try await sink.next { madeRoom += 1 }
        #expect(rest == piece)
        #expect(madeRoom == 1)
        let end = try await sink.next {}
        #expect(end == nil)
    }
}
