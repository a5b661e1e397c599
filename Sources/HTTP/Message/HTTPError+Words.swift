/// What every API's messages about a request without an answer have in common.
extension HTTPError.Kind {
    /// The end of the message's code.
    package var code: String {
        switch self {
        case .connect, .resolve: "unreachable"
        case .timeout: "timeout"
        case .tls: "tls"
        case .proxy: "proxy"
        case .transport: "broken"
        case .bodyTooLarge: "answer-too-large"
        case .noThread: "no-thread"
        case .badRequest, .closed: "request"
        }
    }

    /// Another attempt may get through: it does not stay until somebody mends it.
    package var mayPass: Bool {
        switch self {
        case .connect, .resolve, .timeout, .transport, .noThread: true
        case .tls, .proxy, .bodyTooLarge, .badRequest, .closed: false
        }
    }

    /// - Parameter peer: who was asked, such as `the API server`.
    package func summary(asking peer: String) -> String {
        switch self {
        case .connect, .resolve: "\(peer) cannot be reached"
        case .timeout: "\(peer) did not answer in time"
        case .tls: "no trust between here and \(peer)"
        case .proxy: "the proxy does not let the connection to \(peer) through"
        case .transport: "the connection to \(peer) broke"
        case .bodyTooLarge: "\(peer)'s answer is too large"
        case .noThread: "the request could not be sent"
        case .badRequest, .closed: "a request to \(peer) could not be made"
        }
    }

    /// What to do, where that does not depend on who was asked.
    package var help: String? {
        switch self {
        case .transport: "see whether a proxy or load balancer in between cuts connections"
        case .noThread:
            "see how many processes and threads this user, or the container, may have (ulimit -u), and "
                + "whether there is memory left"
        case .badRequest, .closed: "report this as an error of Cadastre"
        case .connect, .resolve, .timeout, .tls, .proxy, .bodyTooLarge: nil
        }
    }
}
