/// What goes wrong with one request on its way to an API server and back.
package enum Fault: Sendable, CaseIterable {
    /// The connection breaks before the server has heard of it.
    case reset
    /// The server does it, and its answer is lost.
    case lostAnswer
    /// The server does it, and half of its answer comes.
    case halfAnswer
    /// The server does it, and what comes is whole HTTP and no JSON.
    case garbledAnswer
    /// The server is never heard of again.
    case silence
    case internalError
    case unavailable
    case tooManyRequests
}

extension Fault {
    var reachesTheServer: Bool {
        switch self {
        case .lostAnswer, .halfAnswer, .garbledAnswer: true
        case .reset, .silence, .internalError, .unavailable, .tooManyRequests: false
        }
    }

    /// In place of the server's answer.
    var refusal: (status: Int, headers: [String], reason: String)? {
        switch self {
        case .internalError: (500, [], "InternalError")
        case .unavailable: (503, [], "ServiceUnavailable")
        case .tooManyRequests: (429, ["Retry-After: 0"], "TooManyRequests")
        default: nil
        }
    }
}
