import CCurl

/// Owner of libcurl's parsed URL.
@safe struct URLParts: ~Copyable {
    enum Part { case scheme, host, port, path, query, fragment, user, password }

    private let raw: OpaquePointer

    /// - Parameter isAnyScheme: also those that libcurl does not know; ports are only given where they are written then.
    init?(_ url: String, isAnyScheme: Bool = false) {
        // A NUL would end the C string early: what is checked must be what is sent.
        guard !url.utf8.contains(0), let raw = unsafe curl_url() else { return nil }
        let flags = CURLU_PATH_AS_IS | (isAnyScheme ? CURLU_NON_SUPPORT_SCHEME : 0)
        guard unsafe curl_url_set(raw, CURLUPART_URL, url, UInt32(flags)) == CURLUE_OK else {
            unsafe curl_url_cleanup(raw)
            return nil
        }
        unsafe self.raw = raw
        self.isAnyScheme = isAnyScheme
    }

    private let isAnyScheme: Bool

    deinit { unsafe curl_url_cleanup(raw) }

    /// With what is percent-encoded in credentials decoded.
    subscript(part: Part) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        var flags = isAnyScheme ? 0 : CURLU_DEFAULT_PORT
        if part == .user || part == .password { flags |= CURLU_URLDECODE }
        guard unsafe curl_url_get(raw, part.code, &text, UInt32(flags)) == CURLUE_OK, let text = unsafe text
        else { return nil }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }
}

extension URLParts.Part {
    fileprivate var code: CURLUPart {
        switch self {
        case .scheme: CURLUPART_SCHEME
        case .host: CURLUPART_HOST
        case .port: CURLUPART_PORT
        case .path: CURLUPART_PATH
        case .query: CURLUPART_QUERY
        case .fragment: CURLUPART_FRAGMENT
        case .user: CURLUPART_USER
        case .password: CURLUPART_PASSWORD
        }
    }
}
