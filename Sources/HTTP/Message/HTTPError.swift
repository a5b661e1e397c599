import Glibc

/// Why there is no answer, or no whole one.
package struct HTTPError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable {
        /// Waiting for a slot, connecting, silence, or the whole request took too long.
        case timeout
        case resolve
        case connect
        case tls
        /// The proxy does not let it through.
        case proxy
        case bodyTooLarge
        /// The client was shut down.
        case closed
        /// The system gives no thread to send it from.
        case noThread
        /// Nothing that could be sent: the URL, the method or a header is malformed.
        case badRequest
        /// The connection broke, or the server broke the protocol.
        case transport
    }

    package let kind: Kind
    /// What went wrong, without the place; never holds header values or bodies.
    package let message: String
    /// `host:port`, nil when the URL names none.
    package let authority: String?
    /// True only when not one byte of the request can have reached the server, so that any request is safe to repeat.
    package let sentNothing: Bool

    package var description: String { authority.map { "\($0): \(message)" } ?? message }

    package init(kind: Kind, message: String, authority: String? = nil, sentNothing: Bool = false) {
        self.kind = kind
        self.message = message
        self.authority = authority
        self.sentNothing = sentNothing
    }

    init(_ kind: Kind, _ message: String, at authority: Authority?, sentNothing: Bool) {
        self.init(kind: kind, message: message, authority: authority?.description, sentNothing: sentNothing)
    }

    /// What the system refused before anything was sent.
    ///
    /// - Parameter reason: as in `errno`.
    static func refused(_ kind: Kind, _ message: String, _ reason: Int32) -> HTTPError {
        let reason = unsafe String(cString: strerror(reason))
        return HTTPError(kind: kind, message: "\(message): \(reason)", sentNothing: true)
    }
}
