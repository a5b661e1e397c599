import Core
import Credentials
import HTTP

extension APIServer {
    /// Sends a call whose answer comes bit by bit, and not again: whoever reads it begins anew when it breaks.
    ///
    /// - Parameter silence: the longest that the server may be silent.
    /// - Returns: the answer, and the credential that was sent: what is shown of the answer must not say it back.
    /// - Throws: a `Problem` for every answer but 2xx and for none, or `CancellationError`.
    func stream(_ call: APICall, silence: Duration) async throws -> (HTTPBody, Credential) {
        var credential = try await credentials.current()
        var (head, body) = try await open(call, credential, silence)
        if head.status == 401, let fresh = try await credentials.replacement(for: credential) {
            credential = fresh
            (head, body) = try await open(call, credential, silence)
        }
        let isRefused = !(200..<300 ~= head.status)
        let words = isRefused ? try? await body.collect(upTo: 64 << 10) : nil
        let shown = HTTPResponse(head: head, body: words ?? []).hiding(credential.token)
        warnings.add(shown.headers.values("Warning"))
        if isRefused { throw Problem(answer: shown, to: call, at: address) }
        return (body, credential)
    }

    private func open(
        _ call: APICall, _ credential: Credential, _ silence: Duration
    ) async throws -> (HTTPHead, HTTPBody) {
        var request = request(call, credential)
        request.timeout = nil
        request.idleTimeout = silence
        request.acceptsCompression = false
        do {
            return try await clients.client(for: credential).stream(request)
        } catch let error as HTTPError {
            throw Problem(noAnswer: error, to: call, at: address)
        }
    }
}
