import Core
import HTTP

extension Problem {
    /// The one way from a request without an answer to words.
    init(noAnswer error: HTTPError, to call: APICall, at server: String) {
        let reach = Self.reach(of: error)
        self.init(
            "kubernetes.\(reach.code)", reach.summary,
            detail: "could not \(call.purpose) at \(server): \(error.message.asClause)", help: reach.help,
            isRetryable: reach.isRetryable)
    }

    private struct Reach {
        let code: String
        let summary: String
        let help: String
        var isRetryable = true
    }

    private static func reach(of error: HTTPError) -> Reach {
        switch error.kind {
        case .connect, .resolve:
            Reach(
                code: "unreachable", summary: "the API server cannot be reached",
                help: "see whether the address is right, the cluster is up, and the network lets you through")
        case .timeout:
            Reach(
                code: "timeout", summary: "the API server did not answer in time",
                help: "see whether the cluster is overloaded or a firewall swallows packets")
        case .tls:
            Reach(
                code: "tls", summary: "no trust between here and the API server",
                help: "give the authority that signed the server's certificate "
                    + "(certificate-authority-data or caFile), and a client certificate that it knows",
                isRetryable: false)
        case .proxy:
            Reach(
                code: "proxy", summary: "the proxy does not let the connection through",
                help: "see whether proxy-url in the kubeconfig, or HTTPS_PROXY, names the right proxy and "
                    + "credentials that it takes; NO_PROXY names servers that are reached without it",
                isRetryable: false)
        case .transport:
            Reach(
                code: "broken", summary: "the connection to the API server broke",
                help: "see whether a proxy or load balancer in between cuts connections")
        case .bodyTooLarge:
            Reach(
                code: "answer-too-large", summary: "the API server's answer is too large",
                help: "see whether the address names an API server", isRetryable: false)
        case .noThread:
            Reach(
                code: "no-thread", summary: "the request could not be sent",
                help:
                    "see how many processes and threads this user, or the container, may have (ulimit -u), and "
                    + "whether there is memory left")
        case .badRequest, .closed:
            Reach(
                code: "request", summary: "the request could not be made",
                help: "report this as an error of Cadastre", isRetryable: false)
        }
    }
}
