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

    /// People have said that it is not to be deleted.
    var isProtected: Bool {
        get throws(JSONError) { try Value(json: body)[at: Mark.protectionPath]?.string == "true" }
    }

    var observed: ObservedObject {
        ObservedObject(id: id, mark: mark, version: version, body: version.shown(in: body))
    }

    /// As a look shows it: without what is hidden.
    func observed(without hidden: FieldPath?) throws(JSONError) -> ObservedObject {
        guard let hidden else { return observed }
        let shown = try observed.body.decode().replacing(hidden, with: nil)
        return ObservedObject(id: id, mark: mark, version: version, body: JSONText(shown))
    }
}

extension ObjectVersion {
    /// The stored body as the server shows it: with its identity and revision.
    fileprivate func shown(in body: String) -> JSONText {
        let opening = "{\"metadata\":{"
        let rest = body.utf8.dropFirst(opening.utf8.count)
        var bytes: [UInt8] = []
        // No more than that: all objects of a fleet may be held at once.
        bytes.reserveCapacity(body.utf8.count + 31 + uid.utf8.count + revision.utf8.count)
        for part in [opening, "\"uid\":\"", uid, "\",\"resourceVersion\":\"", revision, "\","] {
            bytes.append(contentsOf: part.utf8)
        }
        bytes.append(contentsOf: rest)
        return JSONText(bytes: bytes[...])
    }
}

extension StoredObject: FetchableRecord {
    static let columnNames = [
        "scope", "namespace", "kind", "name", "fleet", "tenant", "fingerprint", "uid", "revision", "body",
    ]
    static let columns = columnNames.joined(separator: ", ")

    init(row: Row) throws {
        var repeated = RepeatedTexts()
        self.init(row, Scope(stored: row[0]), &repeated)
    }

    init(_ row: Row, _ scope: Scope, _ repeated: inout RepeatedTexts) {
        id = ObjectID(
            scope, repeated.shared(row[2], at: 2), namespace: repeated.shared(row[1], at: 1), name: row[3])
        mark = (row[4] as String?).map { fleet in
            let tenant = (row[5] as String?).map { repeated.shared($0, at: 5) }
            return Mark(fleet: repeated.shared(fleet, at: 4), tenant: tenant, fingerprint: row[6])
        }
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
        body = object.body
    }
}

extension Scope {
    /// Reads what `description` wrote; of a world that this version does not know, only the region is right.
    init(stored text: String) {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        self.init(World(rawValue: parts.first ?? "") ?? .kubernetes, parts.last ?? "")
    }
}
