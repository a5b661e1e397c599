import Core
import HTTP
import Testing
import Threads
import Values

@testable import AWSClient

@Suite struct KeeperTests {
    /// Gives keys that last for an hour, numbered, and fails when it is told to.
    private final class Source: Sendable {
        let fake = FakeTiming()
        let count = Locked(0)
        let isBroken = Locked(false)

        var keeper: CredentialKeeper {
            CredentialKeeper(now: { self.fake.now }) {
                let number = self.count.withLock { count in
                    count += 1
                    return count
                }
                if self.isBroken.withLock({ $0 }) { throw Problem("aws.test", "broken") }
                return AWSCredentials(
                    accessKeyID: "\(number)", secretAccessKey: Secret("s"),
                    ends: Timestamp(seconds: self.fake.now.seconds + 3600))
            }
        }
    }

    @Test func `Keys are kept until five minutes before their end`() async throws {
        let source = Source()
        let keeper = source.keeper
        var ids: [String] = []
        for pause in [0, 3299, 1, 3299, 1] as [Int64] {
            source.fake.pass(pause)
            ids.append(try await keeper.current().accessKeyID)
        }
        #expect(ids == ["1", "1", "2", "2", "3"])
    }

    @Test func `While no others are got, those that still hold are used, and the source is left in peace`()
        async throws
    {
        let source = Source()
        let keeper = source.keeper
        _ = try await keeper.current()
        source.isBroken.withLock { $0 = true }
        source.fake.pass(3400)
        for _ in 0..<10 { #expect(try await keeper.current().accessKeyID == "1") }
        #expect(source.count.withLock { $0 } == 2)
        source.fake.pass(30)
        #expect(try await keeper.current().accessKeyID == "1")
        #expect(source.count.withLock { $0 } == 3)
        source.fake.pass(200)
        let problem = await #expect(throws: Problem.self) { try await keeper.current() }
        #expect(problem?.code == "aws.test")
        source.isBroken.withLock { $0 = false }
        #expect(try await keeper.current().accessKeyID == "5")
    }

    @Test func `Keys that were refused are replaced once for all who were refused`() async throws {
        let source = Source()
        let keeper = source.keeper
        let refused = try await keeper.current()
        let fresh = try #require(try await keeper.replacement(for: refused))
        #expect(fresh.accessKeyID == "2")
        #expect(try await keeper.replacement(for: refused)?.accessKeyID == "2")
        #expect(source.count.withLock { $0 } == 2)
        let constant = CredentialKeeper(now: { source.fake.now }) { .sample }
        #expect(try await constant.replacement(for: .sample) == nil)
    }
}
