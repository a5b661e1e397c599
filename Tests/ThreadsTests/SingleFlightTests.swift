import Testing
import Threads

@Suite struct SingleFlightTests {
    @Test("Who is cancelled waits no longer, and work that nobody waits for is cancelled")
    func cancelled() async throws {
        let flights = SingleFlight<Int>()
        let (started, begin) = AsyncStream.makeStream(of: Void.self)
        let wasCancelled = Locked(false)
        let task = Task {
            try await flights.share {
                begin.finish()
                do { try await Task.sleep(for: .seconds(600)) } catch {
                    wasCancelled.withLock { $0 = true }
                    throw error
                }
                return 1
            }
        }
        for await _ in started {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        while !wasCancelled.withLock({ $0 }) { await Task.yield() }
    }
}
