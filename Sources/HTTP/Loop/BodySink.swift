import Threads

/// The hand-over of a body from the loop's thread to its one reader.
final class BodySink: Sendable {
    typealias Reader = CheckedContinuation<[UInt8]?, any Error>

    private enum Ending { case complete, failed(any Error) }

    private struct State: Sendable {
        var buffer: [UInt8] = []
        var ending: Ending?
        var reader: Reader?
        var isPaused = false
    }

    /// Bytes held for a slow reader before the server is held back.
    static let highWater = 256 << 10

    private let state = Locked(State())

    /// False: the reader is behind, and the same bytes must be offered again after its `makeRoom`.
    func push(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let (isTaken, reader) = state.withLock { state -> (Bool, Reader?) in
            if let reader = state.reader {
                state.reader = nil
                return (true, reader)
            }
            guard state.buffer.count < Self.highWater else {
                state.isPaused = true
                return (false, nil)
            }
            unsafe state.buffer.append(contentsOf: bytes)
            return (true, nil)
        }
        if let reader { reader.resume(returning: unsafe [UInt8](bytes)) }
        return isTaken
    }

    /// No more will come. What is buffered can still be read; the first call counts.
    func finish(_ error: (any Error)?) {
        let reader = state.withLock { state -> Reader? in
            guard state.ending == nil else { return nil }
            state.ending = error.map(Ending.failed) ?? .complete
            defer { state.reader = nil }
            return state.reader
        }
        if let error { reader?.resume(throwing: error) } else { reader?.resume(returning: nil) }
    }

    /// The next bytes, nil at the end. Calls `makeRoom` when the server had been held back.
    func next(makeRoom: () -> Void) async throws -> [UInt8]? {
        try await withCheckedThrowingContinuation { reader in
            let (answer, hasRoom) = state.withLock { state in Self.take(&state, or: reader) }
            if hasRoom { makeRoom() }
            if let answer { reader.resume(with: answer) }
        }
    }

    /// What there is to read, or nil when `reader` now waits; and whether a paused transfer may go on.
    private static func take(_ state: inout State, or reader: Reader) -> (Result<[UInt8]?, any Error>?, Bool)
    {
        if !state.buffer.isEmpty {
            defer {
                state.buffer = []
                state.isPaused = false
            }
            return (.success(state.buffer), state.isPaused)
        }
        switch state.ending {
        case .complete?: return (.success(nil), false)
        case .failed(let error)?: return (.failure(error), false)
        case nil: break
        }
        if state.reader != nil {
            return (.failure(HTTPError(kind: .badRequest, message: "a body has one reader only")), false)
        }
        state.reader = reader
        return (nil, false)
    }
}
