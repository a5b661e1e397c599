import Core
import Credentials
import HTTP
import Values

extension Problem {
    /// The one way from an API server's refusal to words.
    init(answer: HTTPResponse, to call: APICall, at server: String) {
        var status = Status(answer.body)
        var said = status?.message ?? Self.excerpt(of: answer)
        if !call.secrets.isEmpty {
            // What is refused for what it holds may be quoted in pieces.
            let isQuoted = [400, 422].contains(answer.status) || answer.status >= 500
            func hidden(_ words: String, or instead: String) -> String {
                isQuoted ? instead : call.secrets.reduce(words) { $0.hiding($1) }
            }
            said = hidden(said, or: "its words are not shown, as they may quote a secret")
            status?.message = said
            for place in status?.causes.indices ?? 0..<0 {
                let words = status?.causes[place].message ?? ""
                status?.causes[place].message = hidden(words, or: "it is refused")
            }
        }
        let refusal = Refusal(
            code: answer.status, status: status, call: call, server: server, said: said)
        self = refusal.problem
    }

    /// An answer that came, and makes no sense.
    static func unreadable(_ call: APICall, _ why: String) -> Problem {
        Problem(
            "kubernetes.answer", "the API server's answer cannot be read",
            detail: "could not \(call.purpose): the answer came, but \(why)",
            help: "see whether a proxy between here and the API server changes answers", isRetryable: true)
    }

    /// What a proxy or a webhook says in place of a Status: one line of it.
    private static func excerpt(of answer: HTTPResponse) -> String {
        let line = answer.body.prefix(200).prefix { $0 != 0x0A && $0 != 0x0D }
        return String(decoding: line, as: UTF8.self)
    }
}

/// An answer that is no success.
struct Refusal {
    let code: Int
    let status: Status?
    let call: APICall
    let server: String
    /// The server's own words.
    let said: String

    var problem: Problem {
        switch code {
        case 401: unauthorized
        case 403: forbidden
        case 404: notFound
        case 409: conflict
        case 410: expired
        case 413: tooLarge
        case 400, 422: invalid
        case 429: busy
        case 500...: failure
        default:
            problem(
                "unexpected", "the API server gave an answer that was not expected",
                help: "see whether a proxy between here and the API server answers in its place")
        }
    }

    /// Words around what the server said.
    func problem(
        _ code: String, _ summary: String, because reason: String? = nil, help: String? = nil,
        isRetryable: Bool = false
    ) -> Problem {
        Problem(
            "kubernetes.\(code)", summary,
            detail: "could not \(call.purpose): \(reason ?? "the server answered \(self.code): \(quoted)")",
            help: help, isRetryable: isRetryable)
    }

    /// On one line, to stand at the end of a sentence.
    var quoted: String { said.isEmpty ? "nothing more" : said.asClause }
}
