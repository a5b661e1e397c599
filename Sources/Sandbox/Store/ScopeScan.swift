import Core
import GRDB
import Values

/// Reads what an observation asks of one scope, in one pass over its rows.
struct ScopeScan: Sendable {
    let scope: Scope
    let fleet: String
    let kinds: [String]
    /// Where kinds have what is not shown.
    let hidden: [String: FieldPath]
    let desired: [ObjectID]

    /// By kind, each sorted by namespace and name: what bears the fleet's mark, and of the rest what is desired.
    func objects(in database: Database) throws -> [String: [ObservedObject]] {
        var objects: [String: [ObservedObject]] = [:]
        // Nearly everything is marked, so this is seldom made.
        lazy var wanted = Set(desired)
        var repeated = RepeatedTexts()
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT \(StoredObject.columns) FROM object
                WHERE scope = ? AND kind IN (SELECT value FROM json_each(?))
                ORDER BY namespace, kind, name
                """,
            arguments: [scope.description, Value.array(kinds.map { .string($0) }).jsonText])
        while let row = try rows.next() {
            let object = StoredObject(row, scope, &repeated)
            guard object.mark?.fleet == fleet || wanted.contains(object.id) else { continue }
            objects[object.id.kind, default: []].append(
                try object.observed(without: hidden[object.id.kind]))
        }
        return objects
    }
}

/// Rows that follow each other have most of their texts in common: each is held once and not once for each row.
struct RepeatedTexts {
    /// Of the row before, by column.
    private var last = Array(repeating: "", count: StoredObject.columnNames.count)

    mutating func shared(_ text: String, at column: Int) -> String {
        if last[column] != text { last[column] = text }
        return last[column]
    }
}
