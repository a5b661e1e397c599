/// Observes one scope and performs changes in it.
///
/// One protocol for every world, so that planning and reconciliation do not know which one they work on.
package protocol Provider: Sendable {
    var scope: Scope { get }

    /// Looks at every kind of the request. What goes wrong is told by kind, in the `Look`; the call itself only
    /// throws when it is cancelled.
    func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation

    /// Makes one change. Safe to repeat after a crash at any instant.
    ///
    /// - Throws: a `Problem` in words, or `CancellationError`.
    func perform(_ change: Change) async throws -> Outcome
}

/// What became of a change that did not fail.
package enum Outcome: Hashable, Sendable {
    case applied
    /// Under way; ask again after this time.
    case pending(after: Duration, waitingFor: String)
}
