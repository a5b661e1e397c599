/// Where a URL points to. Requests to equal authorities share connections, a gate and a retry budget.
struct Authority: Hashable, Sendable, CustomStringConvertible {
    let scheme: String
    let host: String
    let port: String

    var description: String { "\(host):\(port)" }

    /// Reads the URL with libcurl's own parser, so that both always agree on the host.
    init(of url: String) throws(HTTPError) {
        guard let parts = URLParts(url), let scheme = parts[.scheme],
            ["http", "https"].contains(scheme), let host = parts[.host],
            let port = parts[.port]
        else {
            // The text is not repeated: it may hold a password.
            throw HTTPError(
                kind: .badRequest, message: "the URL is not an absolute http or https URL", sentNothing: true)
        }
        self.scheme = scheme
        self.host = host
        self.port = port
        if parts[.user] != nil || parts[.password] != nil {
            throw HTTPError(.badRequest, "the URL holds credentials", at: self, sentNothing: true)
        }
    }
}
