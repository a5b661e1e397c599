import Core
import GRDB
import Synchronization

/// Writes that arrive while a transaction runs share the next one, so that many small writes cost one commit.
/// Each has a savepoint of its own: one that fails takes nothing of the others with it.
final class WriteQueue: Sendable {
    private struct Write: Sendable {
        /// Does the work; the closure that comes back tells the result, once it is on the disk.
        let run: @Sendable (StoreTransaction) -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private struct State {
        var waiting: [Write] = []
        var isWriting = false
    }

    /// So that the first of a long batch is not kept waiting for the last.
    private static let batchLimit = 1_000

    private let pool: DatabasePool
    private let now: @Sendable () -> Timestamp
    private let state = Mutex(State())

    init(_ pool: DatabasePool, now: @escaping @Sendable () -> Timestamp) {
        self.pool = pool
        self.now = now
    }

    /// Returns when what `work` wrote is committed. Once it waits for its turn it is not cancelled any more.
    func write<Result: Sendable>(
        _ work: @escaping @Sendable (StoreTransaction) throws -> Result
    ) async throws -> Result {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            submit(
                Write(
                    run: { transaction in
                        let result = Swift.Result { try transaction.atomically { try work(transaction) } }
                        return { continuation.resume(with: result) }
                    },
                    fail: { continuation.resume(throwing: $0) }))
        }
    }

    private func submit(_ write: Write) {
        let isFirst = state.withLock { state in
            state.waiting.append(write)
            defer { state.isWriting = true }
            return !state.isWriting
        }
        guard isFirst else { return }
        pool.asyncWriteWithoutTransaction { database in
            while let batch = self.nextBatch() { self.perform(batch, in: database) }
        }
    }

    private func nextBatch() -> ArraySlice<Write>? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isWriting = false
                return nil
            }
            let batch = state.waiting.prefix(Self.batchLimit)
            state.waiting.removeFirst(batch.count)
            return batch
        }
    }

    private func perform(_ batch: ArraySlice<Write>, in database: Database) {
        var results: [@Sendable () -> Void] = []
        do {
            try database.inTransaction {
                let transaction = try StoreTransaction(database, now: now())
                for write in batch {
                    results.append(write.run(transaction))
                    // A full disk ends the whole transaction, not only the savepoint.
                    guard transaction.isOpen else { throw DatabaseError(resultCode: .SQLITE_FULL) }
                }
                try transaction.finish()
                return .commit
            }
        } catch {
            for write in batch { write.fail(error) }
            return
        }
        for tell in results { tell() }
    }
}
