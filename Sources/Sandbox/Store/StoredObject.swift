import Core
import GRDB
import Values

/// A row of the table `object`.
struct StoredObject: Sendable {
    let id: ObjectID
    let mark: Mark?
    let version: ObjectVersion
    /// The manifest as JSON, which begins with the metadata; without those that have columns of their own.
    let body: String

    var served: ServedObject {
        get throws(JSONError) { ServedObject(body: try Value(json: body)) }
    }

    var observed: ObservedObject {
        let identity = "\"uid\":\"\(version.uid)\",\"resourceVersion\":\"\(version.revision)\","
        var bytes = Array(body.utf8)
        bytes.insert(contentsOf: identity.utf8, at: Self.opening.count)
        return ObservedObject(id: id, mark: mark, version: version, body: JSONText(bytes: bytes[...]))
    }

    private static let opening = "{\"metadata\":{".utf8
}

extension StoredObject: FetchableRecord {
    static let columns = "scope, namespace, kind, name, fleet, tenant, fingerprint, uid, revision, body"

    init(row: Row) throws {
        let scope: String = row[0]
        id = ObjectID(
            Scope(stored: scope), row[2] as String, namespace: row[1] as String, name: row[3] as String)
        mark = (row[4] as String?).map { Mark(fleet: $0, tenant: row[5], fingerprint: row[6]) }
        version = ObjectVersion(uid: row[7], revision: String(row[8] as Int64))
        body = row[9]
    }
}

/// What a row says of an object, read from it where many can do so at once: one writes at a time.
struct ObjectColumns: Sendable {
    let mark: Mark?
    let body: String

    init(_ object: ServedObject) {
        mark = Mark(manifest: object.content)
        body = object.body.jsonText
    }
}

extension Scope {
    /// Reads what `description` wrote; of a world that this version does not know, only the region is right.
    init(stored text: String) {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        self.init(World(rawValue: parts.first ?? "") ?? .kubernetes, parts.last ?? "")
    }
}
