import Values

/// A place where tenants live: one cluster, one cloud region, one jurisdiction.
package struct Region: Sendable {
    package var name: Sourced<DNSLabel>
    package var jurisdiction: Sourced<Jurisdiction>
    package var role: Sourced<Role>
    package var kubernetes: Cluster
    package var aws: AWS?
    /// What the pods of this region's tenants may reach outside the cluster.
    package var egress: [Egress]
    /// Where pods reach the cluster's API server.
    package var api: [Egress]
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
        /// Its name in EKS.
        package var eks: Sourced<String>?
        package var inCluster: Sourced<Bool>?
    }

    package struct AWS: Sendable {
        package var region: Sourced<String>
        package var account: Sourced<AccountID>
        /// To be taken on there.
        package var role: Sourced<String>?
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
        package var version: Sourced<EngineVersion>?
        package var maintenance: Sourced<WeeklyWindow>?
        package var backups: Database.Backups?
        package var highAvailability: Sourced<Bool>?
        /// How many tenants of each tier fit.
        package var schemas: Table<Int>
    }

    package struct Replicas: Sendable {
        package var count: Sourced<Int>
        package var databaseClass: Sourced<DatabaseClass>?
    }

    package struct Recovery: Sendable {
        package var region: Sourced<String>
        /// What S3 copies buckets as.
        package var role: Sourced<String>?
    }
}

// MARK: - Shapes

extension Region: Shaped {
    static let shape = Shape(
        "a Region", "A place where tenants live: one cluster, one cloud region, one jurisdiction."
    ) {
        Field.name("What tenants name as their `region`.")
        Field("jurisdiction", Jurisdiction.self, "Under whose law data is here.")
        Field("role", Role.self, "What the region is for.")
        Field("kubernetes", Cluster.self, "How its cluster is reached, in exactly one way.")
            .defaults(to: "{context: <name>}")
        Field("aws", AWS.self, "Where its databases are made; none are made without it.").optional
        Field("egress", .list(of: Egress.self), "What its tenants may reach outside of the cluster.")
            .defaults(to: "[]")
        Field(
            "api", .list(of: Egress.self),
            "Where pods reach the cluster's API server, from which the shared application reads its tenants' settings: the addresses behind the Service `kubernetes`."
        ).defaults(to: "[]")
        Field(
            "sharedDatabase", SharedDatabase.self, "The database server of tenants without one of their own."
        ).optional
        Field("recovery", Recovery.self, "Where copies go.").optional
    } make: {
        Region(
            name: $0, jurisdiction: $1, role: $2, kubernetes: $3, aws: $4, egress: $5, api: $6,
            sharedDatabase: $7, recovery: $8)
    }
}

extension Region.Role: Choice {
    static let noun = "role"
    var about: String {
        switch self {
        case .primary: "tenants live here by default"
        case .secondary: "tenants live here too"
        case .edge: "tenants live here who need to be near"
        case .recovery: "holds copies and stands ready; nothing runs"
        }
    }
}

extension Region.Cluster: Shaped {
    static let shape = Shape(
        "a cluster", "How a cluster is reached: by `context`, by `server`, or from inside."
    ) {
        Field("context", .text, "A context of the kubeconfig.").optional
        Field("server", HTTPSURL.self, "The API server's address.").optional
        Field(
            "caFile", .text,
            "With `server`: a file with the certificate authority that signed its certificate."
        )
        .optional
        Field("tokenFile", .text, "With `server`: a file with the token to present.").optional
        Field(
            "eks", .text,
            "With `server`: the cluster's name in EKS. Its tokens come from AWS, as `spec.aws` says."
        )
        .optional
        Field("inCluster", .flag, "The cluster that this very program runs in.").optional
    } make: {
        Region.Cluster(context: $0, server: $1, caFile: $2, tokenFile: $3, eks: $4, inCluster: $5)
    }
}

extension Region.AWS: Shaped {
    static let shape = Shape("an AWS place", "Where databases are made.") {
        Field("region", .text, "AWS' name of its region.")
        Field("account", AccountID.self, "The account that all of it belongs to.")
        Field(
            "role", .text, "The ARN of a role to take on there; whoever the credentials are of where absent."
        ).optional
        Field("endpoint", HTTPSURL.self, "Of a stand-in for AWS, for trying things out.").optional
        Field("network", Region.Network.self, "Where in it.").optional
    } make: {
        Region.AWS(region: $0, account: $1, role: $2, endpoint: $3, network: $4)
    }
}

extension Region.Network: Shaped {
    static let shape = Shape("a network", "Where database servers are placed, and who reaches them.") {
        Field("vpc", .text, "The virtual private cloud's ID.")
        Field("subnets", .texts, "Subnets in different zones.")
        Field("clusterRanges", .list(of: AddressRange.self), "Where the cluster's pods come from.")
    } make: {
        Region.Network(vpc: $0, subnets: $1, clusterRanges: $2)
    }
}

extension Region.Egress: Shaped {
    static let shape = Shape("an egress rule", "One range that tenants may reach.") {
        Field("to", AddressRange.self, "Which addresses.")
        Field("ports", .list(of: Port.self), "Which TCP ports; all where empty.").defaults(to: "[]")
    } make: {
        Region.Egress(to: $0, ports: $1)
    }
}

extension Region.SharedDatabase: Shaped {
    static let shape = Shape("a shared database", "The database server of tenants without one of their own.")
    {
        Field("class", DatabaseClass.self, "How large the server is.")
        Field("storage", Database.Storage.self, "Its disk.")
        Field("connections", .whole(1...100_000), "How many connections it takes.").optional
        Field("replicas", Region.Replicas.self, "Servers for reading only.").optional
        Field("version", EngineVersion.self, "Of PostgreSQL.").optional
        Field("maintenance", WeeklyWindow.self, "When AWS may restart it for what needs that.").optional
        Field("backups", Database.Backups.self, "Automated backups.").optional
        Field("highAvailability", .flag, "A standby in another zone that takes over by itself.").optional
        Field("schemas", .table(of: .whole(0...), by: DNSLabel.self), "How many tenants of each tier fit.")
            .defaults(to: "{}")
    } make: {
        Region.SharedDatabase(
            databaseClass: $0, storage: $1, connections: $2, replicas: $3, version: $4, maintenance: $5,
            backups: $6, highAvailability: $7, schemas: $8)
    }
}

extension Region.Replicas: Shaped {
    static let shape = Shape("replicas", "Servers for reading only.") {
        Field("count", .whole(0...15), "How many.")
        Field("class", DatabaseClass.self, "How large; as the main server where absent.").optional
    } make: {
        Region.Replicas(count: $0, databaseClass: $1)
    }
}

extension Region.Recovery: Shaped {
    static let shape = Shape("recovery", "Where copies go.") {
        Field("region", .text, "The name of another Region.")
        Field(
            "role", .text,
            "The ARN of the role that S3 copies buckets as: needed for buckets with `recovery`. None is ever made here."
        ).optional
    } make: {
        Region.Recovery(region: $0, role: $1)
    }
}
