import Core
import Values

/// What we applied before and the blueprint no longer states: applying again gives it up, and takes it away where
/// nobody else holds it.
func removedAttributes(_ desired: Value, _ observed: Value, ownedBy ours: FieldSet) -> [AttributeDifference] {
    ours.fields(missingIn: desired).compactMap { path in
        guard let before = observed[at: path] else { return nil }
        return AttributeDifference(path: path, before: before, after: nil, isGivenUp: true)
    }
}
