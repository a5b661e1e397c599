import Core
import Values

/// What we applied before and the blueprint no longer states: applying again takes it away.
func removedAttributes(_ desired: Value, _ observed: Value, ownedBy ours: FieldSet) -> [AttributeDifference] {
    ours.leaves.compactMap { path in
        guard desired[at: path] == nil, let before = observed[at: path] else { return nil }
        return AttributeDifference(path: path, before: before, after: nil)
    }
}
