import Core
import Diagnostics
import Specs
import Values

/// A database server as the specs ask for it, the tenant's own words taken over its tier's.
struct DatabaseServer {
    let databaseClass: Sourced<DatabaseClass>
    let size: Sourced<Quantity>
    let maximum: Sourced<Quantity>?
    let type: Sourced<Database.StorageType>?
    let highAvailability: Sourced<Bool>?
    let retention: Sourced<TimeSpan>?
    let window: Sourced<DailyWindow>?
    /// Copies go to the recovery region.
    let recovery: Sourced<Bool>?
    let version: Sourced<EngineVersion>?
    let maintenance: Sourced<WeeklyWindow>?
    let insights: Sourced<Bool>?
    let replicas: Sourced<Int>?
    let replicaClass: Sourced<DatabaseClass>?

    /// Nil where nothing says how large it is; the specs' checks tell that.
    init?(_ base: Database?, changedBy own: Database?) {
        guard let databaseClass = own?.databaseClass ?? base?.databaseClass,
            let size = own?.storage?.size ?? base?.storage?.size
        else { return nil }
        self.databaseClass = databaseClass
        self.size = size
        maximum = own?.storage?.maximum ?? base?.storage?.maximum
        type = own?.storage?.type ?? base?.storage?.type
        highAvailability = own?.highAvailability ?? base?.highAvailability
        retention = own?.backups?.retention ?? base?.backups?.retention
        window = own?.backups?.window ?? base?.backups?.window
        recovery = own?.backups?.recovery ?? base?.backups?.recovery
        version = own?.version ?? base?.version
        maintenance = own?.maintenance ?? base?.maintenance
        insights = own?.insights ?? base?.insights
        replicas = own?.replicas ?? base?.replicas
        replicaClass = nil
    }

    /// The server of tenants without one of their own.
    init?(_ shared: Region.SharedDatabase) {
        guard let size = shared.storage.size else { return nil }
        databaseClass = shared.databaseClass
        self.size = size
        maximum = shared.storage.maximum
        type = shared.storage.type
        highAvailability = shared.highAvailability
        retention = shared.backups?.retention
        window = shared.backups?.window
        recovery = shared.backups?.recovery
        version = shared.version
        maintenance = shared.maintenance
        insights = nil
        replicas = shared.replicas?.count
        replicaClass = shared.replicas?.databaseClass
    }

    /// Of PostgreSQL, where the specs name none.
    static let usualVersion = "16"
    static let usualMajor = 16
    /// In days.
    static let usualRetention: Int64 = 7

    var hasReplicas: Bool { replicas.map { $0.value > 0 } ?? false }

    /// `postgres16`
    var family: String { "postgres\(version?.value.major ?? Self.usualMajor)" }
}
