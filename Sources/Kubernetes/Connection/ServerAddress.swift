import Core
import HTTP

extension ServerAddress {
    /// - Parameter place: where it stands, for messages, which never quote it.
    init(_ text: String, at place: String) throws(Problem) {
        guard let address = ServerAddress(text) else {
            throw Problem(
                "kubernetes.server", "the API server's address cannot be used",
                detail: "\(place): expected https://host:port without user, query or fragment",
                help: "correct the address")
        }
        self = address
    }
}
