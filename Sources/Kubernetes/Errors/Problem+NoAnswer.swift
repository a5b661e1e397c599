import Core
import HTTP

extension Problem {
    /// The one way from a request without an answer to words.
    init(noAnswer error: HTTPError, to call: APICall, at server: String) {
        self.init(
            "kubernetes.\(error.kind.code)", error.kind.summary(asking: "the API server"),
            detail: "could not \(call.purpose) at \(server): \(error.message.asClause)",
            help: Self.help(for: error.kind), isRetryable: error.kind.mayPass)
    }

    private static func help(for kind: HTTPError.Kind) -> String? {
        switch kind {
        case .connect, .resolve:
            "see whether the address is right, the cluster is up, and the network lets you through"
        case .timeout: "see whether the cluster is overloaded or a firewall swallows packets"
        case .tls:
            "give the authority that signed the server's certificate "
                + "(certificate-authority-data or caFile), and a client certificate that it knows"
        case .proxy:
            "see whether proxy-url in the kubeconfig, or HTTPS_PROXY, names the right proxy and "
                + "credentials that it takes; NO_PROXY names servers that are reached without it"
        case .bodyTooLarge: "see whether the address names an API server"
        case .transport, .noThread, .badRequest, .closed: kind.help
        }
    }
}
