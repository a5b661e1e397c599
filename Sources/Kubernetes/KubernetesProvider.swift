package import Core
import Glibc
package import HTTP
import Threads

/// A region's cluster.
///
/// Guarantees: an object is only applied to while all that the change is about is as the plan saw it, and only deleted in
/// the very state that it was seen in; other managers' fields are only taken where the change says so; what bears no mark,
/// or another fleet's, is not touched.
package struct KubernetesProvider: Provider {
    package let scope: Scope
    let server: APIServer
    private let remarks: [Problem]
    private let discovered = Locked<[String: ServedKind]>([:])
    private let deletions = Deletions()
    private let now: @Sendable () -> Timestamp

    /// - Parameters:
    ///   - version: of Cadastre, for the user agent.
    ///   - retries: of each request; all requests share one budget.
    ///   - timeout: of each attempt at a request, to the last byte of the answer.
    ///   - now: the time of an observation.
    package init(
        scope: Scope, connection: ClusterConnection, version: String = "dev",
        retries: RetryPolicy = RetryPolicy(), timeout: Duration = .seconds(60),
        now: @escaping @Sendable () -> Timestamp = { Timestamp(seconds: Int64(time(nil))) }
    ) {
        self.scope = scope
        server = APIServer(connection, userAgent: "cadastre/\(version)", retries: retries, timeout: timeout)
        remarks = connection.remarks
        self.now = now
    }

    /// Requests: two to learn where kinds are kept (on servers before 1.27 one more for each group); then for each
    /// kind one for every 500 objects of the fleet. If objects are missing, one or two for the namespaces and for each
    /// kind with missing objects in namespaces that are there one by name, or two lists if they are many.
    package func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
        // The oldest moment that anything in it can be from.
        let at = now()
        var server = server
        server.warnings = Warnings()
        let found = try await Discovery(server: server).find(request.kinds)
        remember(found)
        let observer = Observer(scope: scope, server: server, request: request, found: found)
        let looks = try await observer.looks()
        return Observation(
            scope: scope, at: at, looks: looks, remarks: remarks + server.warnings.take(),
            owners: request.owners)
    }

    /// Requests: for each namespace one for each kind that there is, of metadata alone.
    package func occupants(of namespaces: [String]) async throws(CancellationError) -> [String: Occupancy] {
        try await OccupantSearch(server: server).occupants(of: namespaces)
    }

    /// The request that would be made, as a dry run; a replacement cannot be asked about.
    package func rehearse(_ change: Change) async throws(CancellationError) -> Rehearsal {
        try await withCancellation {
            do {
                let served = try await served(change.kind)
                return try await Performance(
                    server: server, change: change, served: served, deletions: deletions, isRehearsal: true
                ).rehearse()
            } catch let problem as Problem {
                return problem.endsRehearsal ? .unknown(problem) : .refused(problem)
            }
        }
    }

    /// Create, update and adopt end in one call. Deletes of namespaces, and of what has finalizers, are pending until
    /// the object is gone; so is a replacement.
    package func perform(_ change: Change) async throws -> Outcome {
        guard change.action.isChange else { return .applied }
        let served = try await served(change.kind)
        return try await Performance(server: server, change: change, served: served, deletions: deletions)
            .run()
    }

    /// What the API server warned of while changes were made; each text once in the life of this provider.
    package func takeRemarks() -> [Problem] { server.warnings.take() }

    func served(_ kind: Kind) async throws -> ServedKind {
        if let served = discovered.withLock({ $0[kind.name] }) { return served }
        let found = try await Discovery(server: server).find([kind])
        remember(found)
        switch found[kind.name] {
        case .served(let served): return served
        case .failed(let problem): throw problem
        case .notServed, nil:
            throw Problem(
                "kubernetes.not-served", "the API server does not serve this",
                detail: "the cluster of region \(scope.region) serves no \(kind.name) in \(kind.apiVersion)",
                help: "install its API, or upgrade the cluster")
        }
    }

    func remember(_ found: [String: Discovered]) {
        discovered.withLock { discovered in
            for (kind, found) in found {
                switch found {
                case .served(let served): discovered[kind] = served
                case .notServed: discovered[kind] = nil
                case .failed: break
                }
            }
        }
    }
}
