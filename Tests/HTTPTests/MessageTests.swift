import Testing

@testable import HTTP

@Suite struct MessageTests {
    @Test("Headers are found whatever the case, and repeated ones are all kept")
    func headers() {
        var headers: HTTPHeaders = ["Warning": "first", "content-type": "text/plain", "WARNING": "second"]
        #expect(headers["warning"] == "first")
        #expect(headers.values("Warning") == ["first", "second"])
        #expect(headers["Content-Type"] == "text/plain")
        #expect(headers["Content_Type"] == nil)
        headers["Warning"] = "only"
        #expect(headers.values("warning") == ["only"])
        headers["warning"] = nil
        #expect(headers.fields.map(\.name) == ["content-type"])
    }

    @Test("The head is that of the final answer, without interim answers and trailers")
    func head() {
        var parser = HeadParser()
        let lines = [
            "HTTP/1.1 100 Continue", "X: interim", "", "HTTP/2 404", "X:  padded\t ", "Empty:", "nonsense",
        ]
        let heads = (lines + ["", "Trailer: x", ""]).map { parser.read(Array("\($0)\r\n".utf8)) }
        let head = HTTPHead(status: 404, headers: ["X": "padded", "Empty": ""])
        #expect(heads == lines.map { _ in nil } + [head, nil, nil])
    }

    @Test("Lines do not depend on where the pieces are cut", arguments: 1...12)
    func lines(size: Int) throws {
        let text = Array("first\n\nthird is longer\nlast".utf8)
        var splitter = LineSplitter(limit: 100)
        var lines: [String] = []
        for start in stride(from: 0, to: text.count, by: size) {
            splitter.add(Array(text[start..<min(start + size, text.count)]))
            while let line = try splitter.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        }
        #expect(lines == ["first", "", "third is longer"])
        let rests = [splitter.rest(), splitter.rest()]
        #expect(rests == [Array("last".utf8), nil])
    }

    @Test("A line over the limit is an error, complete or not", arguments: ["12345\n", "12345"])
    func longLine(text: String) throws {
        var splitter = LineSplitter(limit: 4)
        splitter.add(Array("1234\n".utf8))
        let fits = try splitter.next()
        #expect(fits == Array("1234".utf8))
        splitter.add(Array(text.utf8))
        #expect(throws: HTTPError.self) { try splitter.next() }
    }

    @Test(
        "What cannot be sent faithfully is refused before anything is sent",
        arguments: [
            HTTPRequest("GET", ""), HTTPRequest("GET", "/relative"), HTTPRequest("GET", "ftp://127.0.0.1/"),
            HTTPRequest("GET", "file:///etc/hosts"), HTTPRequest("GET", "http://127.0.0.1:99999/"),
            HTTPRequest("GET", "http://127.0.0.1/a b"), HTTPRequest("GET", "http://127.0.0.1/\u{0}"),
            HTTPRequest("GET", "http://user:secret@127.0.0.1/"),
            HTTPRequest("GET\r\n", "http://127.0.0.1/"), HTTPRequest("", "http://127.0.0.1/"),
            HTTPRequest("HEAD", "http://127.0.0.1/", body: [1]),
            HTTPRequest("GET", "http://127.0.0.1/", headers: ["A": "secret\r\nB: injected"]),
            HTTPRequest("GET", "http://127.0.0.1/", headers: ["A\r\nB": "secret"]),
            HTTPRequest("GET", "http://127.0.0.1/", headers: ["": "secret"]),
            HTTPRequest("GET", "http://127.0.0.1/", headers: ["A": "secret\u{0}"]),
        ])
    func refused(request: HTTPRequest) async throws {
        let error = try #require(throws: HTTPError.self) { _ = try request.validated() }
        #expect(error.kind == .badRequest)
        #expect(error.sentNothing)
        #expect(!error.description.contains("secret"))
    }

    @Test(
        "An authority names scheme, host and port, with the scheme's own port when the URL has none",
        arguments: [
            ("http://a.example/x?y", "http a.example:80"), ("https://a.example", "https a.example:443"),
            ("https://[::1]:6443/api", "https [::1]:6443"),
        ])
    func authority(url: String, expected: String) throws {
        let authority = try Authority(of: url)
        #expect("\(authority.scheme) \(authority)" == expected)
    }

    @Test("No description or dump shows a private key")
    func privateKey() {
        let key = PrivateKey(pem: Array("SECRET".utf8))
        let settings = TLSSettings(identity: .init(certificate: [], key: key))
        let options = HTTPClient.Options(tls: settings)
        var dumped = ""
        dump(options, to: &dumped)
        for text in ["\(key)", "\(settings)", String(reflecting: options), dumped] {
            #expect(!text.contains("SECRET"))
            // 83 is S: the bytes as numbers are no better.
            #expect(!text.contains("83"))
            #expect(text.contains("(private key)"))
        }
    }
}
