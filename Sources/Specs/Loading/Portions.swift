extension Array where Element: Sendable {
    /// The array in pieces, worked on side by side; the results in the order of the pieces.
    func inPortions<Result: Sendable>(_ work: @escaping @Sendable (ArraySlice<Element>) -> Result) async
        -> [Result]
    {
        // Enough pieces that nobody waits for the last one, few enough that each is worth its start.
        let size = Swift.max(1, Swift.min(64, count / 32))
        return await withTaskGroup(of: (Int, Result).self) { group in
            for start in stride(from: 0, to: count, by: size) {
                let portion = self[start..<Swift.min(start + size, count)]
                group.addTask { (start, work(portion)) }
            }
            var results: [(Int, Result)] = []
            results.reserveCapacity(count / size + 1)
            for await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
