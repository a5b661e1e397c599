package import Values

/// The shape of a dedicated database. A tenant may override each of its tier's.
package struct Database: Sendable {
    package var databaseClass: Sourced<DatabaseClass>?
    package var storage: Storage?
    package var highAvailability: Sourced<Bool>?
    package var backups: Backups?
    package var replicas: Sourced<Int>?
    package var version: Sourced<EngineVersion>?
    package var maintenance: Sourced<WeeklyWindow>?
    package var insights: Sourced<Bool>?

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

    package enum StorageType: String, CaseIterable, Sendable { case gp2, gp3 }
}

// MARK: - Shapes

extension Database: Shaped {
    static let shape = Shape("a database", "A database server of a tenant's own.") {
        Field("class", DatabaseClass.self, "How large the server is.").optional
        Field("storage", Storage.self, "Its disk.").optional
        Field("highAvailability", .flag, "A standby in another zone that takes over by itself.").optional
        Field("backups", Backups.self, "Automated backups.").optional
        Field("replicas", .whole(0...15), "Servers for reading only.").optional
        Field("version", EngineVersion.self, "Of PostgreSQL.").optional
        Field("maintenance", WeeklyWindow.self, "When AWS may restart it for what needs that.").optional
        Field("insights", .flag, "Performance Insights.").optional
    } make: {
        Database(
            databaseClass: $0, storage: $1, highAvailability: $2, backups: $3, replicas: $4, version: $5,
            maintenance: $6, insights: $7)
    }
}

extension Database.Storage: Shaped {
    static let shape = Shape("a database's storage", "The disk of a database server.") {
        Field("size", Quantity.self, "At the beginning; it only ever grows.").example("20Gi").optional
        Field("maximum", Quantity.self, "Up to where it grows by itself: a tenth above the size, or more.")
            .example("1Ti").optional
        Field("type", Database.StorageType.self, "Which kind of disk.").optional
    } make: {
        Database.Storage(size: $0, maximum: $1, type: $2)
    }
}

extension Database.Backups: Shaped {
    static let shape = Shape("backups", "Automated backups of a database server.") {
        Field("retention", TimeSpan.self, "How long a backup is kept, 35 days at most.").optional
        Field("window", DailyWindow.self, "When it is made: not during `maintenance`.").optional
        Field("recovery", .flag, "Copies go to the recovery region.").optional
    } make: {
        Database.Backups(retention: $0, window: $1, recovery: $2)
    }
}

extension Database.StorageType: Choice {
    static let noun = "storage type"
    var about: String {
        switch self {
        case .gp2: "general purpose, its speed grows with its size"
        case .gp3: "general purpose"
        }
    }
}
