/// The body of a streamed answer, in the pieces it came in. It is read once, by one reader.
///
/// Reading throws `HTTPError`, or `CancellationError` when the reading task is cancelled, which ends the stream.
/// Releasing the body and its iterators ends the stream too.
package struct HTTPBody: AsyncSequence, Sendable {
    let sink: BodySink
    let stream: OpenStream

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let sink: BodySink
        fileprivate let stream: OpenStream

        package mutating func next() async throws -> [UInt8]? {
            try Task.checkCancellation()
            let (sink, stream) = (sink, stream)
            return try await withTaskCancellationHandler {
                try await sink.next { stream.resume() }
            } onCancel: {
                stream.cancel()
            }
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(sink: sink, stream: stream) }

    /// Reads to the end; throws `HTTPError.Kind.bodyTooLarge` past `limit` bytes.
    package func collect(upTo limit: Int) async throws -> [UInt8] {
        var whole: [UInt8] = []
        for try await piece in self {
            guard whole.count + piece.count <= limit else {
                throw HTTPError(kind: .bodyTooLarge, message: "the body has more than \(limit) bytes")
            }
            whole += piece
        }
        return whole
    }
}

/// A stream that ends when nobody holds it any more.
final class OpenStream: Sendable {
    private let client: HTTPClient
    private let id: Order.ID

    init(client: HTTPClient, id: Order.ID) {
        self.client = client
        self.id = id
    }

    deinit { cancel() }

    func cancel() { client.cancel(id) }
    func resume() { client.resume(id) }
}
