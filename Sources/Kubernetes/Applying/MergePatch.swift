import Core
import Values

/// A merge patch (RFC 7386) that takes strays away, on condition that the object is still as it was seen.
///
/// What a stray has displaced comes back in its place: a list may not be left without its last element.
///
/// - Parameter seen: the object as it was seen; a merge patch knows lists only as a whole.
func mergePatch(removing strays: [Stray], from seen: Value, _ observed: ObjectVersion) -> Value {
    var patch: Fields = [
        "metadata": ["uid": .string(observed.uid), "resourceVersion": .string(observed.revision)]
    ]
    var rest = seen
    for stray in strays {
        let changed =
            try? stray.displaced.map { try rest.setting($0, at: stray.path) } ?? rest.removing(stray.path)
        rest = changed ?? rest
    }
    for stray in strays {
        let keys = stray.path.elements.prefix { if case .key = $0 { true } else { false } }
        patch = patch.setting(rest[at: FieldPath(Array(keys))] ?? .null, at: FieldPath(Array(keys)))
    }
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
