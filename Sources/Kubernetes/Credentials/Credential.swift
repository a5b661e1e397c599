import Core
import HTTP
import Values

/// What tells the API server who we are, for one request.
struct Credential: Sendable {
    var token: Secret?
    /// In place of the connection's own certificate.
    var identity: TLSSettings.Identity?
    /// From when on it is no good; nil where nobody says.
    var ends: Timestamp?
    /// Which of those that one source has given.
    var number = 0
}

/// Where credentials come from.
enum Login: Sendable {
    case token(Secret)
    /// The file in which somebody keeps a fresh token.
    case tokenFile(String)
    case plugin(ExecPlugin)
}
