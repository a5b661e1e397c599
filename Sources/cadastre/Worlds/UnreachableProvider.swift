import Core

/// A region that there is no way to connect to: it sees nothing, and says why. The other regions go on.
struct UnreachableProvider: Provider {
    let scope: Scope
    let problem: Problem
    let now: @Sendable () -> Timestamp

    func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
        let looks = request.kinds.map { ($0.name, Look(.failed(problem))) }
        var observation = Observation(
            scope: scope, at: now(), looks: Dictionary(looks, uniquingKeysWith: { first, _ in first }))
        observation.copiesLook = .failed(problem)
        return observation
    }

    func perform(_ change: Change) async throws -> Outcome { throw problem }
}
