import Testing
import Threads

@Suite struct ConcurrencyTests {
    @Test("Every element is transformed, and never more than the limit at once", arguments: [1, 3, 16])
    func bounded(_ limit: Int) async throws {
        let underWay = Locked((now: 0, most: 0))
        let results = try await concurrently(Array(0..<40), atMost: limit) { element in
            underWay.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            for _ in 0..<20 { await Task.yield() }
            underWay.withLock { $0.now -= 1 }
            return element * 2
        }
        #expect(results.sorted() == (0..<40).map { $0 * 2 })
        #expect(underWay.withLock { $0.most } <= limit)
    }

    @Test("The first error ends it, and nothing more is begun")
    func failing() async {
        let begun = Locked(0)
        await #expect(throws: CancellationError.self) {
            _ = try await concurrently(Array(0..<1000), atMost: 2) { element in
                begun.withLock { $0 += 1 }
                if element == 3 { throw CancellationError() }
            }
        }
        #expect(begun.withLock { $0 } < 1000)
    }
}
