extension HTTPBody {
    /// The body cut at line feeds, which are left out; a last line without one counts, an empty rest does not.
    package var lines: HTTPLines { lines(upTo: 64 << 20) }

    /// As `lines`; throws `HTTPError.Kind.bodyTooLarge` for a line of more than `limit` bytes.
    package func lines(upTo limit: Int) -> HTTPLines { HTTPLines(body: self, limit: limit) }
}

package struct HTTPLines: AsyncSequence, Sendable {
    fileprivate let body: HTTPBody
    fileprivate let limit: Int

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var pieces: HTTPBody.AsyncIterator
        fileprivate var splitter: LineSplitter

        package mutating func next() async throws -> [UInt8]? {
            while true {
                if let line = try splitter.next() { return line }
                guard let piece = try await pieces.next() else { return splitter.rest() }
                splitter.add(piece)
            }
        }
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(pieces: body.makeAsyncIterator(), splitter: LineSplitter(limit: limit))
    }
}

/// Cuts pieces that end anywhere into lines, looking at every byte once.
struct LineSplitter {
    private let limit: Int
    private var buffer: [UInt8] = []
    private var lineStart = 0
    private var searched = 0

    init(limit: Int) { self.limit = limit }

    mutating func add(_ piece: [UInt8]) {
        buffer.removeFirst(lineStart)
        searched -= lineStart
        lineStart = 0
        buffer += piece
    }

    mutating func next() throws(HTTPError) -> [UInt8]? {
        let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n"))
        guard (end ?? buffer.count) - lineStart <= limit else {
            throw HTTPError(kind: .bodyTooLarge, message: "a line has more than \(limit) bytes")
        }
        guard let end else {
            searched = buffer.count
            return nil
        }
        defer {
            lineStart = end + 1
            searched = lineStart
        }
        return Array(buffer[lineStart..<end])
    }

    /// What follows the last line feed.
    mutating func rest() -> [UInt8]? {
        defer { self = LineSplitter(limit: limit) }
        return lineStart < buffer.count ? Array(buffer[lineStart...]) : nil
    }
}
