package import Core
import GRDB

/// Clusters that are only rows in one SQLite file: any number of scopes, and nothing that runs.
///
/// Several stores, also in several processes, may have one file open at once.
package final class SandboxStore: Sendable {
    package let path: String
    let now: @Sendable () -> Timestamp
    private let pool: DatabasePool
    private let queue: WriteQueue

    /// Opens the file, or makes it where there is none.
    ///
    /// - Parameter now: the clock that creations and changes of fields are dated by.
    /// - Throws: `sandbox.folder-missing`, `sandbox.unreadable`, `sandbox.not-a-sandbox`, `sandbox.newer`,
    ///   `sandbox.locked` or `sandbox.corrupt`.
    package init(path: String, now: @escaping @Sendable () -> Timestamp) throws(Problem) {
        self.path = path
        self.now = now
        pool = try SandboxFile(path: path).open()
        queue = WriteQueue(pool, now: now)
    }

    /// Returns when what was written is committed.
    ///
    /// - Throws: a `Problem` or `CancellationError`.
    func write<Result: Sendable>(
        _ work: @escaping @Sendable (StoreTransaction) throws -> Result
    ) async throws -> Result {
        do {
            return try await queue.write(work)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw Problem(sandbox: error, path: path)
        }
    }

    /// Reads one state of the file, whatever is written meanwhile.
    ///
    /// - Throws: a `Problem` or `CancellationError`.
    func read<Result: Sendable>(_ work: @escaping @Sendable (Database) throws -> Result) async throws
        -> Result
    {
        do {
            return try await pool.read(work)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw Problem(sandbox: error, path: path)
        }
    }
}
