import CCurl

/// Where a URL points to. Requests to equal authorities share connections, a gate and a retry budget.
struct Authority: Hashable, Sendable, CustomStringConvertible {
    let scheme: String
    let host: String
    let port: String

    var description: String { "\(host):\(port)" }

    /// Reads the URL with libcurl's own parser, so that both always agree on the host.
    init(of url: String) throws(HTTPError) {
        guard let parts = URLParts(url), let scheme = parts[CURLUPART_SCHEME],
            ["http", "https"].contains(scheme), let host = parts[CURLUPART_HOST],
            let port = parts[CURLUPART_PORT]
        else {
            // The text is not repeated: it may hold a password.
            throw HTTPError(
                kind: .badRequest, message: "the URL is not an absolute http or https URL", sentNothing: true)
        }
        self.scheme = scheme
        self.host = host
        self.port = port
        if parts[CURLUPART_USER] != nil || parts[CURLUPART_PASSWORD] != nil {
            throw HTTPError(.badRequest, "the URL holds credentials", at: self, sentNothing: true)
        }
    }
}

/// Owner of libcurl's parsed URL.
@safe private struct URLParts: ~Copyable {
    private let raw: OpaquePointer

    init?(_ url: String) {
        // A NUL would end the C string early: what is checked must be what is sent.
        guard !url.utf8.contains(0), let raw = unsafe curl_url() else { return nil }
        guard unsafe curl_url_set(raw, CURLUPART_URL, url, UInt32(CURLU_PATH_AS_IS)) == CURLUE_OK else {
            unsafe curl_url_cleanup(raw)
            return nil
        }
        unsafe self.raw = raw
    }

    deinit { unsafe curl_url_cleanup(raw) }

    subscript(part: CURLUPart) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(raw, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK,
            let text = unsafe text
        else { return nil }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }
}
