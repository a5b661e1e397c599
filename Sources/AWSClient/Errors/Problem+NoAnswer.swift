import Core
import HTTP

extension Problem {
    /// The one way from a request to AWS without an answer to words.
    init(noAnswer error: HTTPError, from server: String, to operation: AWSOperation, for purpose: String) {
        let reach = Self.reach(of: error)
        self.init(
            "aws.\(reach.code)", reach.summary,
            detail: "could not \(purpose) (\(operation.action)) at \(server): \(error.message.asClause)",
            help: reach.help, isRetryable: reach.isRetryable)
    }

    /// An answer that came, and makes no sense.
    static func unreadable(
        _ operation: AWSOperation, for purpose: String, at server: String, _ why: String
    ) -> Problem {
        Problem(
            "aws.answer", "AWS's answer cannot be read",
            detail: "could not \(purpose) (\(operation.action)) at \(server): the answer came, but \(why)",
            help: "see whether a proxy between here and AWS changes answers", isRetryable: true)
    }

    /// What cannot be sent.
    static func unsendable(_ operation: AWSOperation, for purpose: String, _ why: String) -> Problem {
        Problem(
            "aws.request", "a request to AWS could not be made",
            detail: "could not \(purpose) (\(operation.action)): \(why)",
            help: "report this as an error of Cadastre")
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
                code: "unreachable", summary: "AWS cannot be reached",
                help: "see whether the region's name is right, and whether the network lets you through")
        case .timeout:
            Reach(
                code: "timeout", summary: "AWS did not answer in time",
                help: "see whether a firewall swallows packets; apply again later")
        case .tls:
            Reach(
                code: "tls", summary: "no trust between here and AWS",
                help:
                    "a proxy that opens connections needs its authority in the file that AWS_CA_BUNDLE names",
                isRetryable: false)
        case .proxy:
            Reach(
                code: "proxy", summary: "the proxy does not let the connection to AWS through",
                help:
                    "see whether HTTPS_PROXY names the right proxy and credentials that it takes; NO_PROXY names "
                    + "servers that are reached without it",
                isRetryable: false)
        case .transport:
            Reach(
                code: "broken", summary: "the connection to AWS broke",
                help: "see whether a proxy or load balancer in between cuts connections")
        case .noThread:
            Reach(
                code: "no-thread", summary: "the request could not be sent",
                help:
                    "see how many processes and threads this user, or the container, may have (ulimit -u), and "
                    + "whether there is memory left")
        case .bodyTooLarge:
            Reach(
                code: "answer-too-large", summary: "AWS's answer is too large",
                help: "see whether the address is one of AWS", isRetryable: false)
        case .badRequest, .closed:
            Reach(
                code: "request", summary: "a request to AWS could not be made",
                help: "report this as an error of Cadastre", isRetryable: false)
        }
    }
}
