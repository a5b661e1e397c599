import Core
import Values

/// A merge patch (RFC 7386) that takes members away, on condition that the object is still as it was seen.
///
/// - Parameter paths: of keys alone; a merge patch cannot reach into lists.
func mergePatch(removing paths: [FieldPath], from observed: ObjectVersion) -> Value {
    var patch: Fields = [
        "metadata": ["uid": .string(observed.uid), "resourceVersion": .string(observed.revision)]
    ]
    for path in paths { patch = patch.setting(.null, at: path) }
    return .object(patch)
}

extension Fields {
    /// With the value at a path of keys alone; nothing else where the path leads into lists.
    func setting(_ value: Value, at path: FieldPath) -> Fields { setting(value, at: path.elements[...]) }

    private func setting(_ value: Value, at path: ArraySlice<FieldPath.Element>) -> Fields {
        guard case .key(let key)? = path.first else { return self }
        let rest = path.dropFirst()
        var result = self
        result[key] =
            rest.isEmpty ? value : .object((self[key]?.fields ?? Fields()).setting(value, at: rest))
        return result
    }
}
