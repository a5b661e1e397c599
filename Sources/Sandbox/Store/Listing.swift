package import Core
import GRDB
import Values

/// One object of a sandbox in a line.
package struct SandboxEntry: Hashable, Sendable {
    package let id: ObjectID
    /// nil: unowned.
    package let mark: Mark?
    /// Who owns fields of it, sorted.
    package let managers: [String]
    /// People have said that it is not to be deleted.
    package let isProtected: Bool
}

extension SandboxStore {
    /// What is in the sandbox, sorted; of one scope, or of one tenant, if they are given.
    ///
    /// - Throws: a `Problem` or `CancellationError`.
    package func list(scope: Scope? = nil, tenant: String? = nil) async throws -> [SandboxEntry] {
        try await objects(scope: scope, tenant: tenant).map { object in
            let managers = Set(try object.served.claims.map(\.manager))
            return SandboxEntry(
                id: object.id, mark: object.mark, managers: managers.sorted(),
                isProtected: try object.isProtected)
        }.sorted { $0.id < $1.id }
    }

    /// The whole object; nil where there is none.
    ///
    /// - Throws: a `Problem` or `CancellationError`.
    package func object(_ id: ObjectID) async throws -> ObservedObject? {
        try await read { database in
            try StoredObject.fetchOne(
                database,
                sql: """
                    SELECT \(StoredObject.columns) FROM object
                    WHERE scope = ? AND namespace = ? AND kind = ? AND name = ?
                    """, arguments: [id.scope.description, id.namespace, id.kind, id.name])
        }?.observed
    }

    private func objects(scope: Scope?, tenant: String?) async throws -> [StoredObject] {
        try await read { database in
            try StoredObject.fetchAll(
                database,
                sql: """
                    SELECT \(StoredObject.columns) FROM object
                    WHERE (?1 IS NULL OR scope = ?1) AND (?2 IS NULL OR tenant = ?2)
                    """, arguments: [scope?.description, tenant])
        }
    }
}
