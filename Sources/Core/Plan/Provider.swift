package import Values

/// Observes one scope and performs changes in it.
///
/// One protocol for every world, so that planning and reconciliation do not know which one they work on.
package protocol Provider: Sendable {
    var scope: Scope { get }

    /// Looks at every kind of the request. What goes wrong is told by kind, in the `Look`; the call itself only
    /// throws when it is cancelled.
    func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation

    /// Looks for everything in these namespaces, of every kind that the world knows, by the namespaces' names.
    func occupants(of namespaces: [String]) async throws(CancellationError) -> [String: Occupancy]

    /// Asks what would come of a change, and changes nothing.
    func rehearse(_ change: Change) async throws(CancellationError) -> Rehearsal

    /// Reads what an object of this scope has, for another one to be made with.
    ///
    /// - Returns: nil where it is not there yet.
    /// - Throws: a `Problem` in words, or `CancellationError`.
    func read(_ reference: Reference) async throws -> Secret?

    /// Makes one change. Safe to repeat after a crash at any instant.
    ///
    /// - Throws: a `Problem` in words, or `CancellationError`.
    func perform(_ change: Change) async throws -> Outcome
}

/// For what only observes and performs: nothing is known then, and so nothing is concluded.
extension Provider {
    package func occupants(of namespaces: [String]) async throws(CancellationError) -> [String: Occupancy] {
        [:]
    }

    package func rehearse(_ change: Change) async throws(CancellationError) -> Rehearsal {
        .unknown(
            Problem(
                "plan.unchecked", "there is nobody to ask",
                detail: "\(scope.region) cannot be asked beforehand",
                help: "apply shows what comes of it"))
    }

    package func read(_ reference: Reference) async throws -> Secret? {
        throw Problem.unread("\(scope) does not tell \(reference.description)")
    }
}

extension Problem {
    /// A change lacks what other objects have.
    package static func unread(_ detail: String) -> Problem {
        Problem(
            "apply.unread", "what another object has was not read", detail: detail,
            help: "this is a mistake in Cadastre and not in the specs: please report it")
    }
}

/// What became of a change that did not fail.
package enum Outcome: Hashable, Sendable {
    case applied
    /// Under way; ask again after this time.
    case pending(after: Duration, waitingFor: String)
}
