package import Values

/// What a tenant gets by its contract.
package struct Tier: Sendable {
    package var name: Sourced<DNSLabel>
    package var isolation: Sourced<Isolation>
    package var compute: Sourced<Compute>
    package var limits: Limits
    package var features: Table<Bool>
    /// Required where `compute` is dedicated; not allowed elsewhere.
    package var workload: Workload?
    /// Resource names of a ResourceQuota's `hard` to amounts.
    package var quota: Table<Quantity>
    package var database: Database?
    package var bucket: Bucket?

    package enum Isolation: String, CaseIterable, Sendable {
        case sharedSchema, dedicatedSchema, dedicatedDatabase
    }
    package enum Compute: String, CaseIterable, Sendable {
        case shared
        /// With a namespace of its own.
        case dedicated
    }
}

// MARK: - Shapes

extension Tier: Shaped {
    static let shape = Shape("a Tier", "What a tenant gets by its contract.") {
        Field.name("What tenants name as their `tier`.")
        Field("isolation", Isolation.self, "How a tenant's data is kept apart from that of others.")
        Field("compute", Compute.self, "Where a tenant's application runs.").defaults(to: "shared")
        Field("limits", Limits.self, "What the application lets a tenant have.").defaults(to: "{}")
        Field("features", .table(of: .flag, by: FeatureName.self), "What the application does for a tenant.")
            .defaults(to: "{}")
        Field(
            "workload", Workload.self, "What runs for a tenant. Required with dedicated compute, only there."
        ).optional
        Field(
            "quota", .table(of: Quantity.form, by: QuotaResource.self),
            "What a tenant's namespace may use, as in a ResourceQuota's `hard`."
        ).defaults(to: "{}")
        Field("database", Database.self, "Required with `isolation: dedicatedDatabase`.").optional
        Field("bucket", Bucket.self, "A bucket for a tenant's files; none where absent.").optional
    } make: {
        Tier(
            name: $0, isolation: $1, compute: $2, limits: $3, features: $4, workload: $5, quota: $6,
            database: $7, bucket: $8)
    }
}

extension Tier.Isolation: Choice {
    static let noun = "isolation"
    var about: String {
        switch self {
        case .sharedSchema: "rows of shared tables, behind row-level security"
        case .dedicatedSchema: "a schema in the region's shared database"
        case .dedicatedDatabase: "a database server of its own"
        }
    }
}

extension Tier.Compute: Choice {
    static let noun = "compute"
    var about: String {
        switch self {
        case .shared: "the region's shared application"
        case .dedicated: "a namespace and pods of its own"
        }
    }
}
