import Core
import Credentials
import Values

/// One line of a watch.
enum WatchLine: Sendable {
    /// Something about an object has changed; `isGone`: it is not there any more, or bears the mark no more.
    case object(WatchedObject, isGone: Bool)
    /// Nothing has; only where to go on from.
    case bookmark(String)
    /// The watch cannot go on from where it was to begin: the server's own words.
    case expired(String)
    /// The server's own words.
    case failed(String)

    /// - Throws: `kubernetes.answer`.
    init(_ line: [UInt8], of call: APICall) throws(Problem) {
        let tape: JSONTape
        do throws(JSONError) { tape = try JSONTape(line) } catch {
            throw .unreadable(call, "a line of it is not JSON: \(error)")
        }
        guard let type = tape.text("type", of: tape.root), let object = tape.member("object", of: tape.root)
        else {
            throw .unreadable(call, "a line of it is no event")
        }
        switch type {
        case "ERROR":
            let code = tape.member("code", of: object).flatMap { tape.value(of: $0).int }
            let words = tape.text("message", of: object) ?? "no reason given"
            self = code == 410 ? .expired(words) : .failed(words)
        case "BOOKMARK":
            guard let revision = tape.text("metadata", "resourceVersion", of: object) else {
                throw .unreadable(call, "a bookmark has no resourceVersion")
            }
            self = .bookmark(revision)
        default:
            guard let head = ObjectHead(tape, object) else {
                throw .unreadable(call, "an object has no name, uid or resourceVersion")
            }
            self = .object(WatchedObject(head, tape.value(of: object)), isGone: type == "DELETED")
        }
    }

    /// Some servers and proxies quote in an error what they were sent.
    func hiding(_ secret: Secret?) -> WatchLine {
        switch self {
        case .expired(let words): .expired(words.hiding(secret))
        case .failed(let words): .failed(words.hiding(secret))
        case .object, .bookmark: self
        }
    }
}

/// What matters of an object that a watch shows.
struct WatchedObject: Sendable {
    let head: ObjectHead
    /// Of all that is not status or book-keeping: the same as long as nothing has moved that we compare.
    let digest: Int
    /// Who wrote last is us, and nobody else wrote in the same second.
    let isOurWriting: Bool

    init(_ head: ObjectHead, _ object: Value) {
        self.head = head
        let metadata = object[key: "metadata"]
        isOurWriting = Self.lastWriters(metadata?[key: "managedFields"]?.array ?? []) == [FieldOwner.ours]
        var content = object.fields ?? Fields()
        var kept = metadata?.fields ?? Fields()
        // Of what is hidden, only whose it is tells that it has changed.
        let isWhole = object[key: "kind"] != "PartialObjectMetadata"
        if isWhole { kept["managedFields"] = nil }
        for key in ["resourceVersion", "generation"] { kept[key] = nil }
        content["metadata"] = .object(kept)
        content["status"] = nil
        digest = Value.object(content).hashValue
    }

    /// Of the newest entries; status does not count. Times are in whole seconds.
    private static func lastWriters(_ entries: [Value]) -> Set<String> {
        let writings = entries.filter { !isAboutStatus($0) }.map {
            (at: time(of: $0), by: $0[key: "manager"]?.string)
        }
        guard let newest = writings.compactMap(\.at).max() else { return [] }
        return Set(writings.filter { $0.at == newest }.compactMap(\.by))
    }

    /// Older servers do not name the subresource, so that the fields have to be looked at.
    private static func isAboutStatus(_ entry: Value) -> Bool {
        entry[key: "subresource"]?.string == "status" || entry[key: "fieldsV1"]?.fields?.keys == ["f:status"]
    }

    private static func time(of entry: Value) -> Timestamp? {
        entry[key: "time"]?.string.flatMap(Timestamp.init(rfc3339:))
    }
}
