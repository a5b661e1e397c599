import Core
import Values

extension ObjectComparer {
    /// Without what was asked for already and waits with another attribute: a world that shows the one shows nothing of the
    /// other.
    func withoutFollowers(
        _ found: [AttributeDifference], of kind: Kind, _ waiting: WaitingAttributes, _ judge: DriftJudge
    ) -> [AttributeDifference] {
        if waiting.isEmpty || options.appliesNow { return found }
        return found.filter { difference in
            let leads = kind.following[difference.path].map(waiting.contains) ?? false
            return !leads || !judge.isUnchanged(difference)
        }
    }

    /// What waits although it could be made now, where a person has said that nothing shall wait.
    func waitedFor(
        _ desired: DesiredObject, _ body: Value, _ waiting: WaitingAttributes,
        beside found: [AttributeDifference]
    ) -> [AttributeDifference] {
        if waiting.isEmpty || !options.appliesNow { return [] }
        let known = Set(found.map(\.path))
        return ownDifferences(desired, waiting.inEffect(of: body)).filter {
            waiting.contains($0.path) && !known.contains($0.path)
        }
    }

    /// Nil for a change that the world makes as soon as it is asked for in any case.
    func timing(of differences: [Difference], _ desired: DesiredObject, _ body: Value) -> ChangeTiming? {
        let kind = desired.kind
        func touches(_ paths: [FieldPath]) -> Bool {
            differences.contains { difference in paths.contains(where: difference.path.hasPrefix) }
        }
        guard touches(kind.deferred) else { return nil }
        let stops = touches(kind.disruptive)
        if options.appliesNow { return .now(stops: stops) }
        let window = kind.window.flatMap { desired.body[at: $0] ?? body[at: $0] }?.string
        return .window(window, stops: stops)
    }
}
