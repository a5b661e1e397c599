package import Core
import HTTP
package import Values

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
    case issuer(TokenIssuer)
}

/// Whoever makes tokens for a cluster without being a program of its own, such as a cloud.
package struct TokenIssuer: Sendable {
    /// Throws a `Problem`, or `CancellationError`.
    private let issue: @Sendable () async throws -> (token: Secret, ends: Timestamp)

    package init(_ issue: @escaping @Sendable () async throws -> (token: Secret, ends: Timestamp)) {
        self.issue = issue
    }

    func credential() async throws -> Credential {
        let (token, ends) = try await issue()
        return Credential(token: token, ends: ends)
    }
}
