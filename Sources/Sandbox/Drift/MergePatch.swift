import Values

extension Value {
    /// RFC 7386: objects merge by member, null takes away, everything else replaces.
    func merged(patch: Value) -> Value {
        guard let changes = patch.fields else { return patch }
        var members = fields ?? [:]
        for (key, change) in changes {
            members[key] = change.isNull ? Value?.none : (members[key] ?? .null).merged(patch: change)
        }
        return .object(members)
    }
}
