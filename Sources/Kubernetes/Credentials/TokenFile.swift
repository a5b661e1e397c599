import Core
import Threads
import Values

/// A file with a bearer token. It is read again as often as its owner may replace it.
final class TokenFile: Sendable {
    private struct Reading: Sendable {
        let token: Secret
        let at: ContinuousClock.Instant
    }

    private let path: String
    private let last = Locked<Reading?>(nil)

    init(_ path: String) { self.path = path }

    /// Kubelets replace a token long before it ends, so that one read a moment ago is still good.
    private static let keeps: Duration = .seconds(30)

    func current() throws(Problem) -> Secret {
        if let last = last.withLock({ $0 }), last.at.duration(to: .now) < Self.keeps { return last.token }
        return try read()
    }

    /// Reads the file again at once; nil when the token is still the one that was refused.
    func replacement(for refused: Secret?) throws(Problem) -> Secret? {
        let token = try read()
        return token == refused ? nil : token
    }

    private func read() throws(Problem) -> Secret {
        let bytes = try FileContent.read(path)
        let text = String(decoding: bytes.drop(while: Self.isBlank), as: UTF8.self)
        let token = Secret(String(text.prefix { $0.isASCII && !$0.isWhitespace }))
        guard token != Secret("") else {
            throw Problem(
                "kubernetes.file", "a file that the connection needs cannot be read",
                detail: "\(path) holds no token", help: "write a bearer token to it")
        }
        last.withLock { $0 = Reading(token: token, at: .now) }
        return token
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
