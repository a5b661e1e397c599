import HTTP
import Threads

/// The HTTP clients of one server: one for the connection's own identity, and one for the last that a plugin gave.
///
/// libcurl reuses a connection by comparing certificates and not keys, so that two identities must not share a client.
final class IdentityClients: Sendable {
    private struct Lent: Sendable {
        let number: Int
        let client: HTTPClient
    }

    private let options: HTTPClient.Options
    private let own: HTTPClient
    private let lent = Locked<Lent?>(nil)

    init(_ options: HTTPClient.Options) {
        self.options = options
        own = HTTPClient(options)
    }

    func client(for credential: Credential) -> HTTPClient {
        guard let identity = credential.identity else { return own }
        return lent.withLock { lent in
            if let lent, lent.number == credential.number { return lent.client }
            var options = options
            options.tls.identity = identity
            let client = HTTPClient(options)
            lent = Lent(number: credential.number, client: client)
            return client
        }
    }
}
