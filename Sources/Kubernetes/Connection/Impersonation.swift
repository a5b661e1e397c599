import HTTP

/// Whom the API server shall take us for. Whether we may is its to decide.
struct Impersonation: Sendable {
    var user: String
    var uid: String?
    var groups: [String] = []
    /// Sorted by key.
    var extra: [(key: String, values: [String])] = []

    var headers: [HTTPHeaders.Field] {
        var fields = [HTTPHeaders.Field(name: "Impersonate-User", value: user)]
        if let uid { fields.append(HTTPHeaders.Field(name: "Impersonate-Uid", value: uid)) }
        fields += groups.map { HTTPHeaders.Field(name: "Impersonate-Group", value: $0) }
        for (key, values) in extra {
            // Keys may be any text; names of headers may not.
            let name = "Impersonate-Extra-\(PercentEncoding.encode(key.lowercased()))"
            fields += values.map { HTTPHeaders.Field(name: name, value: $0) }
        }
        return fields
    }
}
