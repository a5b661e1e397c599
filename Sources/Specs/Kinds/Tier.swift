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

    package enum Isolation: String, CaseIterable, Sendable {
        case sharedSchema, dedicatedSchema, dedicatedDatabase
    }
    package enum Compute: String, CaseIterable, Sendable {
        case shared
        /// With a namespace of its own.
        case dedicated
    }

    package struct Workload: Sendable {
        package var replicas: Sourced<Int>
        /// The platform's image where absent.
        package var image: Sourced<ImageReference>?
        package var resources: Resources
        package var nodeSelector: Table<String>
        package var assets: Assets?
    }

    package struct Assets: Sendable {
        package var size: Sourced<Quantity>
    }
}

/// What the application lets a tenant have. A tenant may override each of its tier's.
package struct Limits: Sendable {
    package var locations: Sourced<Int>?
    package var users: Sourced<Int>?
    package var monthlyTransactions: Sourced<Int>?
    package var storage: Sourced<Quantity>?
    package var connections: Sourced<Int>?
}

/// The shape of a dedicated database. A tenant may override each of its tier's.
package struct Database: Sendable {
    package var databaseClass: Sourced<DatabaseClass>?
    package var storage: Storage?
    package var highAvailability: Sourced<Bool>?
    package var backups: Backups?
    package var replicas: Sourced<Int>?

    package struct Storage: Sendable {
        package var size: Sourced<Quantity>?
        package var maximum: Sourced<Quantity>?
        package var type: Sourced<StorageType>?
    }

    package struct Backups: Sendable {
        package var retention: Sourced<TimeSpan>?
        package var window: Sourced<DailyWindow>?
        /// Copies go to the recovery region.
        package var recovery: Sourced<Bool>?
    }

    package enum StorageType: String, CaseIterable, Sendable { case gp2, gp3, io1, io2 }
}
