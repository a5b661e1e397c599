import Core
import Values

/// One object as a server holds it: what its writers stated, and what the server says of it.
struct ServedObject: Hashable, Sendable {
    /// The manifest without the server's own metadata.
    var content: Value
    let createdAt: Timestamp
    var claims: [Claim]

    init(content: Value, createdAt: Timestamp, claims: [Claim]) {
        self.content = content
        self.createdAt = createdAt
        self.claims = claims
    }

    /// Reads what `body` shows.
    init(body: Value) {
        let metadata = body[key: "metadata"]
        content = Self.content(of: body)
        createdAt =
            metadata?[key: "creationTimestamp"]?.string.flatMap(Timestamp.init(rfc3339:))
            ?? Timestamp(seconds: 0)
        claims = [Claim](of: body)
    }

    private static let serverMetadata = ["uid", "resourceVersion", "creationTimestamp", "managedFields"]

    /// A manifest without the metadata that only the server sets.
    static func content(of manifest: Value) -> Value {
        guard var members = manifest.fields, var metadata = members["metadata"]?.fields,
            metadata.contains(where: { serverMetadata.contains($0.key) })
        else { return manifest }
        for key in serverMetadata { metadata[key] = nil }
        members["metadata"] = .object(metadata)
        return .object(members)
    }

    /// The manifest as the server shows it, but for its identity and revision: JSON that begins with the metadata.
    var body: String {
        let members = content.fields ?? [:]
        var json = JSONAssembly(expectedSize: 2_048)
        json.object { json in
            json.key("metadata")
            json.object { json in
                for (key, value) in members["metadata"]?.fields ?? [:] { json.member(key, value) }
                json.member("creationTimestamp", .string(createdAt.description))
                json.key("managedFields")
                claims.write(to: &json, apiVersion: members["apiVersion"] ?? "v1")
            }
            for (key, value) in members where key != "metadata" { json.member(key, value) }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
