import CCurl

extension EasyHandle {
    /// Everything libcurl has to know about a request, except for where the answer goes.
    func prepare(
        _ request: HTTPRequest, to authority: Authority, _ options: HTTPClient.Options, _ tls: TLSMaterial
    ) {
        collectErrorText()
        // Timeouts without SIGALRM; SIGPIPE is blocked on the loop's thread.
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        prepareAddress(of: request, authority, as: options.tls.serverName)
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_HTTP_VERSION, Int(options.allowsHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1))
        set(CURLOPT_PIPEWAIT, 1)
        if request.onNewConnection { set(CURLOPT_FRESH_CONNECT, 1) }
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_BUFFERSIZE, 128 << 10)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // The loop keeps the other timeouts. libcurl takes 0 for its own default of five minutes.
        set(CURLOPT_CONNECTTIMEOUT_MS, max(1, request.connectTimeout.milliseconds))
        set(CURLOPT_USERAGENT, options.userAgent)
        if request.acceptsCompression { set(CURLOPT_ACCEPT_ENCODING, "gzip") }
        prepareProxy(options.proxy)
        prepareTrust(options.tls, tls)
    }

    /// libcurl verifies the name in the URL: where that is to be another one, the URL bears it, and the connection is
    /// made to the true address all the same.
    private func prepareAddress(of request: HTTPRequest, _ authority: Authority, as name: String?) {
        guard let name, authority.scheme == "https" else {
            set(CURLOPT_URL, request.url)
            return prepareContent(of: request)
        }
        let rest = request.url.dropFirst("https://".utf8.count).drop { !"/?#".contains($0) }
        set(CURLOPT_URL, "https://\(name):\(authority.port)\(rest)")
        setConnectTo("\(name):\(authority.port):\(authority.host):\(authority.port)")
        var request = request
        if request.headers["Host"] == nil { request.headers["Host"] = "\(authority)" }
        prepareContent(of: request)
    }

    private func prepareProxy(_ proxy: HTTPClient.Options.Proxy) {
        switch proxy {
        case .environment: break
        case .none: set(CURLOPT_PROXY, "")
        case .address(let address):
            set(CURLOPT_PROXY, address.url)
            set(CURLOPT_NOPROXY, "")
            if let user = address.user { set(CURLOPT_PROXYUSERNAME, user) }
            if let password = address.password { set(CURLOPT_PROXYPASSWORD, password) }
        }
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
