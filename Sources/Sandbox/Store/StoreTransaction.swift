import Core
import GRDB
import Values

/// One transaction on the store's file: finds and writes rows, and gives away revisions and identities.
final class StoreTransaction {
    let now: Timestamp
    private let database: Database
    /// All that is the same in every identity that this sandbox gives away.
    private let identityPrefix: String
    private var revision: Int64

    init(_ database: Database, now: Timestamp) throws {
        self.database = database
        self.now = now
        let row = try Row.fetchOne(
            try database.cachedStatement(sql: "SELECT identity, revision FROM sandbox"))
        identityPrefix = Self.padded(row?[0] ?? 0, 8) + "-0000-4000-8000-"
        revision = row?[1] ?? 0
    }

    /// Has to be called before the transaction is committed.
    func finish() throws {
        try database.cachedStatement(sql: "UPDATE sandbox SET revision = ?").execute(arguments: [revision])
    }

    /// Takes back everything that `work` wrote if it throws.
    func atomically<Result>(_ work: () throws -> Result) throws -> Result {
        var result: Result?
        try database.inSavepoint {
            result = try work()
            return .commit
        }
        guard let result else { throw DatabaseError(message: "a write was rolled back") }
        return result
    }

    /// What `work` comes to; all that it wrote is taken back.
    func rehearsing<Result>(_ work: () throws -> Result) throws -> Result {
        var result: Result?
        try database.inSavepoint {
            result = try work()
            return .rollback
        }
        guard let result else { throw DatabaseError(message: "a rehearsal came to nothing") }
        return result
    }

    var isOpen: Bool { database.isInsideTransaction }

    /// Only good for seeing whether anything was written meanwhile.
    var rowsWritten: Int { database.totalChangesCount }

    /// Never given away twice.
    private func newRevision() -> Int64 {
        revision += 1
        return revision
    }

    private func newIdentity() -> String { identityPrefix + Self.padded(newRevision(), 12) }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension StoreTransaction {
    func find(_ id: ObjectID) throws -> StoredObject? {
        try StoredObject.fetchOne(
            try database.cachedStatement(
                sql: """
                    SELECT \(StoredObject.columns) FROM object
                    WHERE scope = ? AND namespace = ? AND kind = ? AND name = ?
                    """), arguments: Self.key(id))
    }

    /// All that is in a namespace.
    func contents(of namespace: ObjectID) throws -> [StoredObject] {
        try StoredObject.fetchAll(
            try database.cachedStatement(
                sql: "SELECT \(StoredObject.columns) FROM object WHERE scope = ? AND namespace = ?"),
            arguments: [namespace.scope.description, namespace.name])
    }

    func exists(_ id: ObjectID) throws -> Bool {
        try Bool.fetchOne(
            try database.cachedStatement(
                sql: """
                    SELECT 1 FROM object WHERE scope = ? AND namespace = ? AND kind = ? AND name = ?
                    """), arguments: Self.key(id)) ?? false
    }

    /// - Returns: false where there is one of that name, which is left as it is, or where its namespace is missing.
    func insert(_ object: ObjectColumns, as id: ObjectID) throws -> Bool {
        try database.cachedStatement(
            sql: """
                INSERT INTO object (uid, revision, fleet, tenant, fingerprint, body, scope, namespace, kind, name)
                SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
                WHERE ?8 = '' OR EXISTS (
                    SELECT 1 FROM object WHERE scope = ?7 AND namespace = '' AND kind = 'Namespace' AND name = ?8)
                ON CONFLICT DO NOTHING
                """
        ).execute(arguments: [
            newIdentity(), newRevision(), object.mark?.fleet, object.mark?.tenant, object.mark?.fingerprint,
            object.body, id.scope.description, id.namespace, id.kind, id.name,
        ])
        return database.changesCount > 0
    }

    func update(_ object: ObjectColumns, as id: ObjectID) throws {
        try database.cachedStatement(
            sql: """
                UPDATE object SET revision = ?, fleet = ?, tenant = ?, fingerprint = ?, body = ?
                WHERE scope = ? AND namespace = ? AND kind = ? AND name = ?
                """
        ).execute(arguments: [
            newRevision(), object.mark?.fleet, object.mark?.tenant, object.mark?.fingerprint, object.body,
            id.scope.description, id.namespace, id.kind, id.name,
        ])
    }

    /// Deletes the object, and with a namespace all that is in it.
    func delete(_ id: ObjectID) throws {
        try database.cachedStatement(
            sql: "DELETE FROM object WHERE scope = ? AND namespace = ? AND kind = ? AND name = ?"
        ).execute(arguments: Self.key(id))
        guard id.kind == "Namespace" else { return }
        try database.cachedStatement(sql: "DELETE FROM object WHERE scope = ? AND namespace = ?")
            .execute(arguments: [id.scope.description, id.name])
    }

    private static func key(_ id: ObjectID) -> StatementArguments {
        [id.scope.description, id.namespace, id.kind, id.name]
    }
}
