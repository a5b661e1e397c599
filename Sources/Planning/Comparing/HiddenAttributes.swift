import Core
import Values

/// What of an object is never read: its metadata alone tells who holds each attribute, and its mark what we applied.
struct HiddenAttributes {
    private let desired: DesiredObject
    private let owners: [FieldOwner]

    /// Nil where nothing is hidden.
    init?(_ desired: DesiredObject, _ owners: @autoclosure () -> [FieldOwner]) {
        if desired.kind.hidden == nil { return nil }
        self.desired = desired
        self.owners = owners()
    }

    /// Those that are stated and that somebody else holds, or nobody, or that we applied otherwise.
    func differences(_ judge: DriftJudge) -> [AttributeDifference] {
        guard let hidden = desired.kind.hidden, let stated = desired.body[at: hidden]?.fields else {
            return []
        }
        return stated.compactMap { key, value in
            let path = hidden.appending(.key(key))
            let difference = AttributeDifference(path: path, before: cover(of: path), after: value)
            let isAsApplied = judge.isUnchanged(difference) || desired.isUnknown(path)
            return isOurs(path) && isAsApplied ? nil : difference
        }
    }

    /// The object as it was seen, with a cover for each attribute that somebody holds.
    func covered(_ body: Value) -> Value {
        let held = owners.flatMap(\.fields.leaves).filter(desired.kind.hides)
        return held.reduce(body) { $0.replacing($1, with: .string(Secret.cover)) }
    }

    private func isOurs(_ path: FieldPath) -> Bool {
        owners.contains { $0.isOurs && $0.fields.touches(path) }
    }

    private func cover(of path: FieldPath) -> Value? {
        owners.contains { $0.fields.touches(path) } ? .string(Secret.cover) : nil
    }
}
