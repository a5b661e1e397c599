import Core
import HTTP

extension Problem {
    /// The one way from a request to AWS without an answer to words.
    init(noAnswer error: HTTPError, from server: String, to operation: AWSOperation, for purpose: String) {
        self.init(
            "aws.\(error.kind.code)", error.kind.summary(asking: "AWS"),
            detail: "could not \(purpose) (\(operation.action)) at \(server): \(error.message.asClause)",
            help: Self.help(for: error.kind), isRetryable: error.kind.mayPass)
    }

    private static func help(for kind: HTTPError.Kind) -> String? {
        switch kind {
        case .connect, .resolve:
            "see whether the region's name is right, and whether the network lets you through"
        case .timeout: "see whether a firewall swallows packets; apply again later"
        case .tls:
            "a proxy that opens connections needs its authority in the file that AWS_CA_BUNDLE names"
        case .proxy:
            "see whether HTTPS_PROXY names the right proxy and credentials that it takes; NO_PROXY names "
                + "servers that are reached without it"
        case .bodyTooLarge: "see whether the address is one of AWS"
        case .transport, .noThread, .badRequest, .closed: kind.help
        }
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
}
