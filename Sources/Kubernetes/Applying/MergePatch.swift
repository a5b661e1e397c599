import Core
import Values

/// A merge patch (RFC 7386) that takes members away, on condition that the object is still as it was seen.
///
/// - Parameter paths: of keys alone; a merge patch cannot reach into lists.
func mergePatch(removing paths: [FieldPath], from observed: ObjectVersion) -> Value {
    var patch: Fields = [
        "metadata": ["uid": .string(observed.uid), "resourceVersion": .string(observed.revision)]
    ]
    for path in paths { patch = patch.settingNull(at: path.elements[...]) }
    return .object(patch)
}

extension Fields {
    fileprivate func settingNull(at path: ArraySlice<FieldPath.Element>) -> Fields {
        guard case .key(let key)? = path.first else { return self }
        let rest = path.dropFirst()
        var result = self
        result[key] =
            rest.isEmpty ? Value.null : .object((self[key]?.fields ?? Fields()).settingNull(at: rest))
        return result
    }
}
