import CCurl

extension HTTPError {
    /// The one way from libcurl's status to ours.
    ///
    /// `detail` is the transfer's error text, empty when libcurl gave none; `sentNothing` whether the transfer
    /// ended before its request was begun.
    init(_ code: CURLcode, detail: String, at authority: Authority, sentNothing: Bool) {
        let detail = detail.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : detail
        self.init(Kind(code, detail: detail), detail, at: authority, sentNothing: sentNothing)
    }
}

extension HTTPError.Kind {
    fileprivate init(_ code: CURLcode, detail: String) {
        self =
            switch code {
            case CURLE_OPERATION_TIMEDOUT where detail.hasPrefix("Resolving timed out"): .resolve
            case CURLE_OPERATION_TIMEDOUT: .timeout
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .resolve
            case CURLE_COULDNT_CONNECT: .connect
            // 5xx in answer to CONNECT means that the proxy in turn did not get through.
            case CURLE_RECV_ERROR where detail.hasPrefix("CONNECT tunnel failed, response 5"): .connect
            case CURLE_RECV_ERROR where detail.hasPrefix("CONNECT tunnel failed"), CURLE_PROXY: .proxy
            // A server that hangs up during the handshake is overloaded or restarting, not untrusted.
            case CURLE_SSL_CONNECT_ERROR where detail.contains("reset by peer"),
                CURLE_SSL_CONNECT_ERROR where detail.contains("SSL_ERROR_SYSCALL"):
                .connect
            case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
                CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
                CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
                .tls
            // TLS 1.3 refuses a client certificate only after the client believes the handshake is over.
            case CURLE_RECV_ERROR where detail.contains(" alert "),
                CURLE_SEND_ERROR where detail.contains(" alert "):
                .tls
            case CURLE_URL_MALFORMAT: .badRequest
            default: .transport
            }
    }
}
