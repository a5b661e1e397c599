/// A request on its way to the loop, with the one who waits for the answer.
struct Order: Sendable, Identifiable {
    /// Never 0.
    typealias ID = UInt

    let id: ID
    let request: HTTPRequest
    let authority: Authority
    let deadline: ContinuousClock.Instant?
    let destination: Destination

    init(id: ID, _ request: HTTPRequest, _ authority: Authority, to destination: Destination) {
        self.id = id
        self.request = request
        self.authority = authority
        // Instants overflow; nobody waits for a year.
        deadline = request.timeout.map { .now + min($0, .seconds(31_536_000)) }
        self.destination = destination
    }
}

/// Who waits for what. Every continuation is resumed exactly once: by one of the three functions.
enum Destination: Sendable {
    case response(CheckedContinuation<HTTPResponse, any Error>)
    case head(CheckedContinuation<HTTPHead, any Error>, BodySink)
    /// The head was handed over.
    case body(BodySink)

    func fail(_ error: any Error) {
        switch self {
        case .response(let continuation):
            continuation.resume(throwing: error)
        case .head(let continuation, let sink):
            sink.finish(error)
            continuation.resume(throwing: error)
        case .body(let sink):
            sink.finish(error)
        }
    }

    /// Hands the head over where that is what is waited for; gives what is waited for next.
    func begin(_ head: HTTPHead) -> Destination {
        guard case .head(let continuation, let sink) = self else { return self }
        continuation.resume(returning: head)
        return .body(sink)
    }

    func succeed(_ response: HTTPResponse) {
        switch begin(response.head) {
        case .response(let continuation): continuation.resume(returning: response)
        case .head(_, let sink), .body(let sink): sink.finish(nil)
        }
    }
}
