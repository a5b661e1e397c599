import Diagnostics

/// A tier describes a database exactly if its tenants get one of their own.
struct TierDatabase: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        var found = specs.tiers.compactMap(finding)
        for tenant in specs.tenants where tenant.database != nil {
            guard let database = tenant.database, let tier = specs.tier(tenant.tier.value),
                tier.isolation.value != .dedicatedDatabase
            else { continue }
            found.append(
                Diagnostic.warning(
                    .databaseUnused, "this database is never made",
                    at: database.anyOrigin ?? tenant.name.origin,
                    label: "tenants of tier \(tier.name.value.text) have none of their own",
                    notes: [
                        "its isolation is \(tier.isolation.value.rawValue), at \(specs.place(tier.isolation.origin))"
                    ],
                    help: "remove database here, or choose another tier"))
        }
        return found
    }

    private func finding(about tier: Tier) -> Diagnostic? {
        let isDedicated = tier.isolation.value == .dedicatedDatabase
        if isDedicated {
            let missing = [
                tier.database?.databaseClass == nil ? "class" : nil,
                tier.database?.storage?.size == nil ? "storage.size" : nil,
            ].compactMap(\.self)
            if missing.isEmpty { return nil }
            return Diagnostic(
                .databaseMissing, "tier \(tier.name.value.text) does not say which database its tenants get",
                at: tier.isolation.origin,
                label: tier.database == nil
                    ? "this needs database"
                    : "this needs \(missing.map { "database." + $0 }.joined(separator: " and "))",
                help: "add it, for example database: {class: db.r6g.large, storage: {size: 100Gi}}")
        }
        guard let database = tier.database else { return nil }
        return Diagnostic.warning(
            .databaseUnused, "this database is never made", at: database.anyOrigin ?? tier.isolation.origin,
            label: "with isolation \(tier.isolation.value.rawValue) tenants have none of their own",
            help: "remove database, or choose isolation: dedicatedDatabase")
    }
}

extension Database {
    /// Where something of it is said; nil when it says nothing.
    var anyOrigin: Origin? {
        let origins: [Origin?] = [
            databaseClass?.origin, storage?.size?.origin, storage?.maximum?.origin, storage?.type?.origin,
            highAvailability?.origin, backups?.retention?.origin, backups?.window?.origin,
            backups?.recovery?.origin, replicas?.origin, version?.origin, maintenance?.origin,
            insights?.origin,
        ]
        return origins.lazy.compactMap(\.self).first
    }
}
