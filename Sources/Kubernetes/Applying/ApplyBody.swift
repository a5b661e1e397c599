import Core
import Values

/// The body of a server-side apply: the manifest, and what it is only valid for.
struct ApplyBody {
    private var manifest: Fields

    /// - Parameters:
    ///   - secrets: by path; where one is missing, its cover is sent, which is for rehearsals.
    ///   - isNew: the object is to be made, also with what others then look after.
    init(
        _ desired: DesiredObject, _ served: ServedKind, secrets: [FieldPath: Secret] = [:],
        isNew: Bool = false
    ) {
        var body = isNew ? desired.bodyAtFirst : desired.body
        for (path, secret) in secrets where body[at: path] != nil {
            body = body.replacing(path, with: .string(secret.reveal()))
        }
        if let hidden = served.kind.hidden, let members = body[at: hidden]?.fields {
            // Texts in the specs' terms, and base64 in the server's.
            let encoded = members.map { ($0, Value.string(Base64.encode(Array(($1.string ?? "").utf8)))) }
            body = body.replacing(hidden, with: .object(Fields(encoded)))
        }
        manifest = body.fields ?? Fields()
        manifest["apiVersion"] = .string(served.apiVersion)
        manifest["kind"] = .string(served.kind.name)
    }

    /// The server refuses the apply when the object is another one by then, or gone.
    mutating func require(uid: String) { setMetadata("uid", uid) }

    /// The server refuses the apply when the object has been written to by then, too.
    mutating func require(_ seen: ObjectVersion) {
        require(uid: seen.uid)
        setMetadata("resourceVersion", seen.revision)
    }

    /// The server refuses the apply when there is an object of the name by then. Server-side apply has no word for that;
    /// but it compares a revision with what is there, where something is, and etcd gives the first to nobody: its store
    /// has it before anything is written.
    mutating func requireNone() { setMetadata("resourceVersion", "1") }

    /// States an attribute that the manifest leaves to others.
    mutating func state(_ value: Value, at path: FieldPath) {
        manifest = Value.object(manifest).replacing(path, with: value).fields ?? manifest
    }

    private mutating func setMetadata(_ key: String, _ value: String) {
        var metadata = manifest["metadata"]?.fields ?? Fields()
        metadata[key] = .string(value)
        manifest["metadata"] = .object(metadata)
    }

    /// JSON that is YAML too: that is how servers read it.
    var bytes: [UInt8] { Self.yamlSafe(Value.object(manifest).json(.compact)) }

    /// JSON may hold characters that YAML 1.1 takes for line breaks or does not allow; these can only stand
    /// in strings, where both know escapes for them.
    static func yamlSafe(_ json: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(json.count)
        var place = 0
        while place < json.count {
            let byte = json[place]
            switch byte {
            case 0x7F: result += Array(#"\u007f"#.utf8)
            case 0xC2 where place + 1 < json.count && json[place + 1] < 0xA0:
                result += Array(#"\u00"#.utf8) + hex(json[place + 1])
                place += 1
            case 0xE2 where json[place...].starts(with: [0xE2, 0x80, 0xA8]),
                0xE2 where json[place...].starts(with: [0xE2, 0x80, 0xA9]):
                result += Array(#"\u20"#.utf8) + hex(json[place + 2] - 0x80)
                place += 2
            case 0xEF where json[place...].starts(with: [0xEF, 0xBB, 0xBF]):
                result += Array(#"\ufeff"#.utf8)
                place += 2
            case 0xEF where json[place...].starts(with: [0xEF, 0xBF, 0xBE]),
                0xEF where json[place...].starts(with: [0xEF, 0xBF, 0xBF]):
                result += Array(#"\uff"#.utf8) + hex(json[place + 2] + 0x40)
                place += 2
            default: result.append(byte)
            }
            place += 1
        }
        return result
    }

    private static func hex(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
