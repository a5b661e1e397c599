import HTTP

/// A request as it will be sent, before it is signed. Path and query are percent-encoded once.
struct UnsignedRequest: Sendable {
    struct Parameter: Sendable, Hashable {
        /// Plain text.
        let name: String
        /// Plain text; nil for a name alone, such as `?versioning`.
        let value: String?

        init(_ name: String, _ value: String?) {
            self.name = name
            self.value = value
        }
    }

    var method: String
    /// `http` or `https`, host and perhaps port, without a slash at its end and without a path.
    var origin: String
    /// Begins with a slash, percent-encoded.
    var path: String
    var query: [Parameter] = []
    var headers = HTTPHeaders()
    var body: [UInt8]?

    /// What the Host header says: a port that goes without saying is left out.
    var host: String {
        let isEncrypted = origin.hasPrefix("https://")
        let authority = origin.dropFirst(isEncrypted ? 8 : 7)
        let usual = isEncrypted ? ":443" : ":80"
        return String(authority.hasSuffix(usual) ? authority.dropLast(usual.count) : authority).lowercased()
    }

    func url(query: String) -> String { "\(origin)\(path)\(query.isEmpty ? "" : "?")\(query)" }
}

extension [UnsignedRequest.Parameter] {
    /// Percent-encoded and sorted by bytes, as it is signed and as it is sent.
    var canonical: String {
        map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value ?? "")) }
            .sorted { left, right in
                left.0 == right.0
                    ? left.1.utf8.lexicographicallyPrecedes(right.1.utf8)
                    : left.0.utf8.lexicographicallyPrecedes(right.0.utf8)
            }
            .map { "\($0)=\($1)" }.joined(separator: "&")
    }
}
