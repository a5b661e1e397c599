import Core
import HTTP
import Values

/// Signature Version 4 for one service in one region.
struct Signer: Sendable {
    /// How a service wants its requests signed.
    enum Rules: Sendable, Hashable {
        /// The path is encoded once more for the signature, and dot segments are taken out of it.
        case usual
        /// The path is signed as it is sent, and a header says the digest of the body.
        case s3
    }

    let service: String
    let region: String
    var rules = Rules.usual

    /// Adds what proves who sends it: the headers `Authorization`, `X-Amz-Date` and what belongs to them.
    func sign(
        _ request: UnsignedRequest, as credentials: AWSCredentials, at time: Timestamp
    ) -> HTTPRequest {
        let stamp = Stamp(time)
        let digest = SHA256.hexDigest(request.body ?? [])
        var headers = request.headers
        headers["X-Amz-Date"] = stamp.text
        headers["X-Amz-Security-Token"] = credentials.sessionToken?.reveal()
        if rules == .s3 { headers["X-Amz-Content-SHA256"] = digest }
        let signed = SignedHeaders(headers, host: request.host)
        let query = request.query.canonical
        let signature = signature(
            [request.method, canonicalPath(request.path), query, signed.lines, signed.names, digest],
            credentials, stamp)
        headers["Authorization"] =
            "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope(stamp)), "
            + "SignedHeaders=\(signed.names), Signature=\(signature)"
        return HTTPRequest(request.method, request.url(query: query), headers: headers, body: request.body)
    }

    /// A URL that whoever has it may send for so many seconds, with the request's own headers and nothing else.
    func presign(
        _ request: UnsignedRequest, as credentials: AWSCredentials, at time: Timestamp, for seconds: Int
    ) -> Secret {
        let stamp = Stamp(time)
        let signed = SignedHeaders(request.headers, host: request.host)
        var query = request.query
        query.append(.init("X-Amz-Algorithm", "AWS4-HMAC-SHA256"))
        query.append(.init("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope(stamp))"))
        query.append(.init("X-Amz-Date", stamp.text))
        query.append(.init("X-Amz-Expires", "\(seconds)"))
        query.append(.init("X-Amz-SignedHeaders", signed.names))
        if let token = credentials.sessionToken {
            query.append(.init("X-Amz-Security-Token", token.reveal()))
        }
        // Who makes a URL for an object of S3 does not know what will be sent with it.
        let digest = rules == .s3 ? "UNSIGNED-PAYLOAD" : SHA256.hexDigest(request.body ?? [])
        let text = query.canonical
        let signature = signature(
            [request.method, canonicalPath(request.path), text, signed.lines, signed.names, digest],
            credentials, stamp)
        return Secret(request.url(query: "\(text)&X-Amz-Signature=\(signature)"))
    }

    private func scope(_ stamp: Stamp) -> String { "\(stamp.day)/\(region)/\(service)/aws4_request" }

    private func signature(_ parts: [String], _ credentials: AWSCredentials, _ stamp: Stamp) -> String {
        let canonical = SHA256.hexDigest(Array(parts.joined(separator: "\n").utf8))
        let text = "AWS4-HMAC-SHA256\n\(stamp.text)\n\(scope(stamp))\n\(canonical)"
        var key = Array("AWS4\(credentials.secretAccessKey.reveal())".utf8)
        for part in [stamp.day, region, service, "aws4_request", text] {
            key = SHA256.authenticate(part, key: key)
        }
        return SHA256.hex(key)
    }

    private func canonicalPath(_ path: String) -> String {
        guard rules == .usual else { return path.isEmpty ? "/" : path }
        var segments: [Substring] = []
        for segment in path.split(separator: "/") where segment != "." {
            if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
        }
        let end = path.hasSuffix("/") && !segments.isEmpty ? "/" : ""
        return "/" + segments.map { PercentEncoding.encode(String($0)) }.joined(separator: "/") + end
    }
}

/// A moment as signatures write it.
private struct Stamp {
    /// `20261124T193045Z`.
    let text: String
    var day: String { String(text.prefix(8)) }

    init(_ time: Timestamp) { text = time.description.filter { $0 != "-" && $0 != ":" } }
}

/// All headers that a request has but those that proxies change.
private struct SignedHeaders {
    /// A line each, with a line end after the last.
    let lines: String
    let names: String

    init(_ headers: HTTPHeaders, host: String) {
        var values: [String: [String]] = ["host": [host]]
        for field in headers.fields {
            let name = field.name.lowercased()
            if Self.unsigned.contains(name) { continue }
            values[name, default: []].append(
                field.value.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        }
        let sorted = values.sorted { $0.key < $1.key }
        lines = sorted.map { "\($0.key):\($0.value.joined(separator: ","))\n" }.joined()
        names = sorted.map(\.key).joined(separator: ";")
    }

    private static let unsigned: Set = [
        "authorization", "connection", "expect", "host", "transfer-encoding", "user-agent", "x-amzn-trace-id",
    ]
}
