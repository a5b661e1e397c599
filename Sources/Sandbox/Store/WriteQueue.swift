import Core
import GRDB
import Threads

/// Writes that arrive while a transaction runs share it, so that many small writes cost one commit.
/// One that fails takes nothing of the others with it.
final class WriteQueue: Sendable {
    private struct Write: Sendable {
        /// Does the work; the closure that comes back tells the result, once it is on the disk.
        let run: @Sendable (StoreTransaction, WriteGuard) throws(HalfDone) -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private struct State: Sendable {
        var waiting: [Write] = []
        var isWriting = false

        mutating func take(_ limit: Int) -> [Write] {
            defer { waiting.removeFirst(min(limit, waiting.count)) }
            return Array(waiting.prefix(limit))
        }
    }

    /// So that the first of a long batch is not kept waiting for the last.
    private static let batchLimit = 1_000

    private let pool: DatabasePool
    private let now: @Sendable () -> Timestamp
    private let state = Locked(State())

    init(_ pool: DatabasePool, now: @escaping @Sendable () -> Timestamp) {
        self.pool = pool
        self.now = now
    }

    /// Returns when what `work` wrote is committed. Once it waits for its turn it is not cancelled any more.
    ///
    /// - Parameter work: may be called a second time, when all that its first call wrote has been taken back.
    func write<Result: Sendable>(
        _ work: @escaping @Sendable (StoreTransaction) throws -> Result
    ) async throws -> Result {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            submit(
                Write(
                    run: { transaction, guarding throws(HalfDone) in
                        let result = try guarding.result(of: work, in: transaction)
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
            while var batch = self.nextBatch() { self.perform(&batch, in: database) }
        }
    }

    private func nextBatch() -> [Write]? {
        state.withLock { state in
            state.isWriting = !state.waiting.isEmpty
            return state.isWriting ? state.take(Self.batchLimit) : nil
        }
    }

    private func perform(_ batch: inout [Write], in database: Database) {
        do {
            var results: [@Sendable () -> Void]
            do {
                results = try commit(&batch, .none, in: database)
            } catch is HalfDone {
                results = try commit(&batch, .savepoint, in: database)
            }
            for tell in results { tell() }
        } catch {
            for write in batch { write.fail(error) }
        }
    }

    /// - Parameter batch: whatever comes while it runs is added.
    private func commit(
        _ batch: inout [Write], _ guarding: WriteGuard, in database: Database
    ) throws -> [@Sendable () -> Void] {
        var results: [@Sendable () -> Void] = []
        try database.inTransaction {
            let transaction = try StoreTransaction(database, now: now())
            while results.count < batch.count {
                results.append(try batch[results.count].run(transaction, guarding))
                // A full disk ends the whole transaction, not only the savepoint.
                guard transaction.isOpen else { throw DatabaseError(resultCode: .SQLITE_FULL) }
                if results.count == batch.count {
                    batch += state.withLock { $0.take(Self.batchLimit - batch.count) }
                }
            }
            try transaction.finish()
            return .commit
        }
        return results
    }
}

/// A write failed after it had written something, and nothing of it can be taken back alone.
private struct HalfDone: Error {}

/// How a write that fails is kept from leaving half of what it does. Most write one row or fail before that, and
/// a savepoint costs as much as the row: so a batch has none at first, and is done again where one was missed.
private enum WriteGuard {
    case none, savepoint

    func result<Result>(
        of work: (StoreTransaction) throws -> Result, in transaction: StoreTransaction
    ) throws(HalfDone) -> Swift.Result<Result, any Error> {
        switch self {
        case .savepoint: return Swift.Result { try transaction.atomically { try work(transaction) } }
        case .none:
            let before = transaction.rowsWritten
            let result = Swift.Result { try work(transaction) }
            if case .failure = result, transaction.rowsWritten != before { throw HalfDone() }
            return result
        }
    }
}
