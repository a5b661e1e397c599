package import Core
import GRDB
import Values

extension SandboxProvider {
    package func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
        var observation = Observation(scope: scope, at: store.now())
        let desired = Dictionary(grouping: request.desired, by: \.kind)
        for kind in request.kinds {
            observation.looks[kind.name] = try await look(
                at: kind, of: request.fleet, desired: desired[kind.name] ?? [])
        }
        return observation
    }

    private func look(at kind: Kind, of fleet: String, desired: [ObjectID]) async throws(CancellationError)
        -> Look
    {
        guard served.contains(kind.name) else { return Look(.notServed) }
        let place = (scope: scope.description, kind: kind.name)
        do {
            let objects = try await store.read { database in
                let marked = try StoredObject.fetchAll(
                    database,
                    sql: """
                        SELECT \(StoredObject.columns) FROM object WHERE scope = ? AND kind = ? AND fleet = ?
                        ORDER BY namespace, name
                        """, arguments: [place.scope, place.kind, fleet])
                let seen = Set(marked.map(\.id))
                let missing = desired.filter { !seen.contains($0) }
                return try marked + Self.objects(missing, in: place, of: database)
            }
            return Look(.complete, objects: objects.map(\.observed))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            return Look(.failed(Problem(sandbox: error, path: store.path)))
        }
    }

    /// Those of the ids that exist, in one query however many they are.
    private static func objects(
        _ ids: [ObjectID], in place: (scope: String, kind: String), of database: Database
    ) throws -> [StoredObject] {
        if ids.isEmpty { return [] }
        let names = Value.array(ids.map { [.string($0.namespace), .string($0.name)] })
        return try StoredObject.fetchAll(
            database,
            sql: """
                SELECT \(StoredObject.columns)
                FROM json_each(?1) AS wanted CROSS JOIN object
                WHERE scope = ?2 AND kind = ?3
                    AND namespace = json_extract(wanted.value, '$[0]')
                    AND name = json_extract(wanted.value, '$[1]')
                """, arguments: [names.jsonText, place.scope, place.kind])
    }
}
