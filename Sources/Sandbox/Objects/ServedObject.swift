import Core
import Values

/// One object as a server holds it: what its writers stated, and what the server says of it.
struct ServedObject: Sendable {
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
        guard var members = manifest.fields, var metadata = members["metadata"]?.fields else {
            return manifest
        }
        for key in serverMetadata { metadata[key] = nil }
        members["metadata"] = .object(metadata)
        return .object(members)
    }

    /// The manifest as the server shows it, but for its identity and revision.
    var body: Value {
        var members = content.fields ?? [:]
        var metadata = members["metadata"]?.fields ?? [:]
        metadata["creationTimestamp"] = .string(createdAt.description)
        metadata["managedFields"] = claims.managedFields(apiVersion: members["apiVersion"] ?? "v1")
        members["metadata"] = nil
        return .object(Fields([("metadata", .object(metadata))] + members.map { ($0.key, $0.value) }))
    }
}
