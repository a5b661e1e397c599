import Testing
import Threads

@Suite struct LockedTests {
    @Test("What many change at once is changed by each")
    func counts() async {
        let count = Locked(0)
        await withTaskGroup { group in
            for _ in 0..<8 { group.addTask { for _ in 0..<1_000 { count.withLock { $0 += 1 } } } }
        }
        let sum = count.withLock { $0 }
        #expect(sum == 8_000)
    }

    @Test("An error leaves the lock open")
    func failure() {
        struct Broken: Error {}
        let count = Locked(0)
        #expect(throws: Broken.self) {
            try count.withLock { _ throws(Broken) in throw Broken() }
        }
        let value = count.withLock { $0 }
        #expect(value == 0)
    }
}
