import CCurl

extension EasyHandle {
    /// Everything libcurl has to know about a request, except for where the answer goes.
    func prepare(_ request: HTTPRequest, _ options: HTTPClient.Options, _ tls: TLSMaterial) {
        collectErrorText()
        // Timeouts without SIGALRM; SIGPIPE is blocked on the loop's thread.
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_URL, request.url)
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_HTTP_VERSION, Int(options.allowsHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1))
        set(CURLOPT_PIPEWAIT, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_BUFFERSIZE, 128 << 10)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // The loop keeps the other timeouts. libcurl takes 0 for its own default of five minutes.
        set(CURLOPT_CONNECTTIMEOUT_MS, max(1, request.connectTimeout.milliseconds))
        set(CURLOPT_USERAGENT, options.userAgent)
        if request.acceptsCompression { set(CURLOPT_ACCEPT_ENCODING, "gzip") }
        if options.proxy == .none { set(CURLOPT_PROXY, "") }
        prepareContent(of: request)
        prepareTrust(options.tls, tls)
    }

    private func prepareContent(of request: HTTPRequest) {
        // Without a body there would be no Content-Length, and some servers answer 411.
        let body = request.body ?? (["POST", "PUT", "PATCH"].contains(request.method) ? [] : nil)
        var lines: [String] = []
        if let body {
            setBody(body)
            // libcurl would wait for 100-continue, and call anything a form.
            lines.append("Expect:")
            if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
        }
        if request.method == "HEAD" {
            set(CURLOPT_NOBODY, 1)
        } else if request.method != "GET" || body != nil {
            set(CURLOPT_CUSTOMREQUEST, request.method)
        }
        for field in request.headers.fields {
            // "Name;" is libcurl's spelling of a header with an empty value.
            lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        setHeaders(lines)
    }

    private func prepareTrust(_ settings: TLSSettings, _ material: TLSMaterial) {
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if !settings.verifiesServer {
            set(CURLOPT_SSL_VERIFYPEER, 0)
            set(CURLOPT_SSL_VERIFYHOST, 0)
        }
        if let authorities = material.authorities {
            set(CURLOPT_CAINFO_BLOB, authorities)
            // Otherwise the system's directory of authorities would be trusted as well.
            set(CURLOPT_CAPATH, nil as String?)
        }
        if let certificate = material.certificate, let key = material.key {
            set(CURLOPT_SSLCERTTYPE, "PEM")
            set(CURLOPT_SSLCERT_BLOB, certificate)
            set(CURLOPT_SSLKEYTYPE, "PEM")
            set(CURLOPT_SSLKEY_BLOB, key)
            // Without a passphrase libcurl reads one from address 0 when the key turns out to be encrypted.
            set(CURLOPT_KEYPASSWD, "")
        }
    }
}
