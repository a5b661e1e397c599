/// One request: what to send, and how long and how much to wait for.
///
/// Redirects are not followed and no cookies are kept.
///
/// Caveat: when a reused connection turns out to be closed before one byte of the answer came,
/// libcurl sends the request once more on a fresh connection, whatever the method. A request that
/// must not run twice needs a token or a precondition that the server checks, or `onNewConnection`.
package struct HTTPRequest: Sendable {
    package var method: String
    /// Absolute, `http` or `https`, already percent-encoded, without credentials. Dot segments are sent as they are.
    package var url: String
    package var headers: HTTPHeaders
    package var body: [UInt8]?

    /// From the call to the last byte, waiting for a free slot included; nil for a watch.
    package var timeout: Duration?
    /// Name resolution, TCP and TLS together.
    package var connectTimeout: Duration = .seconds(10)
    /// The longest silence from the server; nil allows any. Time in which the reader of a stream holds
    /// the server back does not count.
    package var idleTimeout: Duration?
    /// The most bytes `execute` accepts, after decompression.
    package var maxBody = 256 << 20
    /// Ask for a gzip answer and unpack it.
    package var acceptsCompression = false
    /// Whether sending it twice does no more than sending it once. By default what HTTP says of the method;
    /// set it where the service promises more.
    package var isIdempotent: Bool

    /// Opens a connection of its own. On one that was used before, libcurl may send it twice; see above.
    package var onNewConnection = false

    package init(
        _ method: String = "GET", _ url: String, headers: HTTPHeaders = [:], body: [UInt8]? = nil,
        timeout: Duration? = .seconds(30)
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        isIdempotent = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"].contains(method)
    }
}

extension HTTPRequest {
    /// Refuses what cannot be sent faithfully, before anything is sent; gives the place to send it to.
    func validated() throws(HTTPError) -> Authority {
        let authority = try Authority(of: url)
        guard !method.isEmpty, method.utf8.allSatisfy(Self.isTokenByte) else {
            throw HTTPError(.badRequest, "the method is not an HTTP token", at: authority, sentNothing: true)
        }
        if method == "HEAD", body != nil {
            throw HTTPError(.badRequest, "a HEAD request has no body", at: authority, sentNothing: true)
        }
        for field in headers.fields {
            guard !field.name.isEmpty, field.name.utf8.allSatisfy(Self.isTokenByte) else {
                throw HTTPError(
                    .badRequest, "a header's name is not an HTTP token", at: authority, sentNothing: true)
            }
            // The value may be a credential: the message names the header alone.
            guard !field.value.utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else {
                throw HTTPError(
                    .badRequest, "the value of header \(field.name) has a line break or a NUL", at: authority,
                    sentNothing: true)
            }
        }
        return authority
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
