package import Core
package import Credentials
import HTTP
import Threads

/// Who we are in AWS, in every account and region: credentials of the environment, and roles that are taken on with them.
///
/// Guarantees: the same identity is fetched once, however many regions ask for it.
package final class AWSAccess: Sendable {
    private struct Identity: Hashable, Sendable {
        let role: RoleRequest?
        let endpoint: String?
        /// Only a role's: other partitions have roles of their own.
        let region: String?
    }

    private let surroundings: Surroundings
    private let transport: AWSTransport
    private let keepers = Locked<[Identity: CredentialKeeper]>([:])

    /// Reads the shared configuration; asks nobody yet.
    ///
    /// - Throws: `aws.config`.
    package init(_ surroundings: Surroundings, over transport: AWSTransport) throws(Problem) {
        self.surroundings = surroundings
        self.transport = transport
        _ = try chain
    }

    /// Of the files as they are now: other programs renew what is in them.
    private var chain: CredentialChain {
        get throws(Problem) {
            CredentialChain(
                environment: surroundings.environment,
                shared: try SharedConfig(environment: surroundings.environment))
        }
    }

    /// The services of a region.
    ///
    /// - Parameters:
    ///   - endpoint: in place of AWS's own, from the specs.
    ///   - role: who to be there; nil is whoever the environment says.
    /// - Throws: `aws.endpoint`, `aws.region-name`, `aws.profile`.
    package func connection(
        to region: String, endpoint: String? = nil, as role: RoleRequest? = nil
    ) throws(Problem) -> AWSConnection {
        let chain = try chain
        let profile = try chain.profile()
        let endpoints = try AWSEndpoints(
            specified: endpoint, environment: surroundings.environment, profile: profile)
        let own = CredentialFetcher(
            surroundings: surroundings, transport: transport, endpoints: endpoints,
            region: try chain.region() ?? region)
        let base = keeper(Identity(role: nil, endpoint: endpoint, region: nil)) { [self] in
            try await own.fetch(try self.chain.origin())
        }
        guard let role else {
            return try AWSConnection(region: region, credentials: base, endpoints: endpoints, over: transport)
        }
        let there = CredentialFetcher(
            surroundings: surroundings, transport: transport, endpoints: endpoints, region: region)
        let keeper = keeper(Identity(role: role, endpoint: endpoint, region: region)) {
            try await there.assume(role, as: base)
        }
        return try AWSConnection(region: region, credentials: keeper, endpoints: endpoints, over: transport)
    }

    private func keeper(
        _ identity: Identity, _ fetch: @escaping @Sendable () async throws -> AWSCredentials
    ) -> CredentialKeeper {
        keepers.withLock { keepers in
            if let known = keepers[identity] { return known }
            let keeper = CredentialKeeper(now: transport.timing.now, fetch)
            keepers[identity] = keeper
            return keeper
        }
    }
}
