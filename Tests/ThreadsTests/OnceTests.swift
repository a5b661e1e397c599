import Testing
import Threads

@Suite struct OnceTests {
    private struct Failure: Error {}

    @Test("However many ask, it is got once")
    func once() async throws {
        let times = Locked(0)
        let once = Once<Int> {
            await Task.yield()
            return times.withLock {
                $0 += 1
                return $0
            }
        }
        let values = try await concurrently(Array(0..<50), atMost: 50) { _ in try await once.value() }
        #expect(Set(values) == [1])
        #expect(try await once.value() == 1)
    }

    @Test("What failed is tried again by who asks next")
    func again() async throws {
        let times = Locked(0)
        let once = Once<Int> {
            try times.withLock {
                $0 += 1
                if $0 == 1 { throw Failure() }
                return $0
            }
        }
        await #expect(throws: Failure.self) { try await once.value() }
        #expect(try await once.value() == 2)
    }
}
