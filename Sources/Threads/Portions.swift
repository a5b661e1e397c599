import Dispatch

extension Array where Element: Sendable {
    /// What `work` makes of the array in pieces, on all processors at once; in the order of the pieces, so that the
    /// result does not depend on who was faster.
    ///
    /// - Parameter work: a pure function, which neither waits nor writes to anything.
    package func inPortions<Result: Sendable>(
        _ work: @Sendable (ArraySlice<Element>) -> Result
    ) -> [Result] {
        // Enough pieces that nobody waits long for the last one, few enough that each is worth its start.
        let size = Swift.max(1, Swift.min(1024, count / 32))
        let pieces = stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
        return unsafe [Result](unsafeUninitializedCapacity: pieces.count) { results, count in
            // Each piece has a place of its own, so that no two write to one.
            nonisolated(unsafe) let places = unsafe results
            DispatchQueue.concurrentPerform(iterations: pieces.count) { index in
                unsafe places.initializeElement(at: index, to: work(pieces[index]))
            }
            count = pieces.count
        }
    }
}
