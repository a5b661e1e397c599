import Values

/// A database server as one document states it, and what it takes from its tier.
struct StatedServer {
    let own: Database
    let inherited: Database?

    /// Two of its values; nil where the server lacks one of them, or where another document states both, and has the finding.
    func together<First, Second>(
        _ first: (Database) -> Sourced<First>?, _ second: (Database) -> Sourced<Second>?
    ) -> (Sourced<First>, Sourced<Second>)? {
        guard first(own) != nil || second(own) != nil,
            let one = first(own) ?? inherited.flatMap(first),
            let other = second(own) ?? inherited.flatMap(second)
        else { return nil }
        return (one, other)
    }
}

extension SpecSet {
    /// The tiers', the regions' shared ones, and what tenants say of their own.
    var servers: [StatedServer] {
        tiers.compactMap(\.database).map { StatedServer(own: $0, inherited: nil) }
            + regions.compactMap(\.sharedDatabase).map { StatedServer(own: Database($0), inherited: nil) }
            + tenants.compactMap { tenant in
                tenant.database.map {
                    StatedServer(own: $0, inherited: self.tier(tenant.tier.value)?.database)
                }
            }
    }
}

extension Database {
    fileprivate init(_ shared: Region.SharedDatabase) {
        self.init(
            databaseClass: shared.databaseClass, storage: shared.storage,
            highAvailability: shared.highAvailability, backups: shared.backups,
            replicas: shared.replicas?.count, version: shared.version, maintenance: shared.maintenance,
            insights: nil)
    }
}
