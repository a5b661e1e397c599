package import Values

/// A place where tenants live: one cluster, one cloud region, one jurisdiction.
package struct Region: Sendable {
    package var name: Sourced<DNSLabel>
    package var jurisdiction: Sourced<Jurisdiction>
    package var role: Sourced<Role>
    package var kubernetes: Cluster
    package var aws: AWS?
    /// What the pods of this region's tenants may reach outside the cluster.
    package var egress: [Egress]
    package var sharedDatabase: SharedDatabase?
    package var recovery: Recovery?

    package enum Role: String, CaseIterable, Sendable { case primary, secondary, edge, recovery }

    /// How the region's cluster is reached: exactly one of `context`, `server` and `inCluster`.
    package struct Cluster: Sendable {
        /// A context of the kubeconfig.
        package var context: Sourced<String>?
        package var server: Sourced<HTTPSURL>?
        package var caFile: Sourced<String>?
        package var tokenFile: Sourced<String>?
        package var inCluster: Sourced<Bool>?
    }

    package struct AWS: Sendable {
        package var region: Sourced<String>
        package var account: Sourced<AccountID>
        package var endpoint: Sourced<HTTPSURL>?
        package var network: Network?
    }

    package struct Network: Sendable {
        package var vpc: Sourced<String>
        package var subnets: [Sourced<String>]
        package var clusterRanges: [Sourced<AddressRange>]
    }

    package struct Egress: Sendable {
        package var to: Sourced<AddressRange>
        /// TCP ports; all where empty.
        package var ports: [Sourced<Port>]
    }

    package struct SharedDatabase: Sendable {
        package var databaseClass: Sourced<DatabaseClass>
        package var storage: Database.Storage
        package var connections: Sourced<Int>?
        package var replicas: Replicas?
        /// How many tenants of each tier fit.
        package var schemas: Table<Int>
    }

    package struct Replicas: Sendable {
        package var count: Sourced<Int>
        package var databaseClass: Sourced<DatabaseClass>?
    }

    package struct Recovery: Sendable {
        package var region: Sourced<String>
    }
}
