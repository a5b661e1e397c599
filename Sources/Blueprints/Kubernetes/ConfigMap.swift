import Core
import Diagnostics
import Specs
import Values

extension Kind {
    static let configMap = Kind("ConfigMap")
}

private let dataPath: FieldPath = "data"

extension TenantPlot {
    /// What the application has to know of the tenant: who it is, its limits, features and own settings.
    /// One key for each value, so that a plan shows which one changes.
    func settings(named name: String) -> DesiredObject {
        var draft = draft(.configMap, named: name)
        var data: Fields = [:]
        func put(_ key: String, _ value: String, _ origin: Origin?) {
            data[key] = .string(value)
            draft.note(dataPath.appending(.key(key)), origin)
        }
        put("tenant", code, tenant.name.origin)
        put("company", tenant.company.value, tenant.company.origin)
        put("tier", tenant.tier.value, tenant.tier.origin)
        put("status", tenant.status.value.rawValue, tenant.status.origin)
        put("region", tenant.region.value, tenant.region.origin)
        put("jurisdiction", region.jurisdiction.value.text, region.jurisdiction.origin)
        put("isolation", tier.isolation.value.rawValue, tier.isolation.origin)
        put("domains", domains, tenant.domains.first?.origin ?? platform.domain.origin)
        if let place = files?.place {
            put("bucket", place.bucketName(of: tenant, in: platform), tenant.name.origin)
            put("bucketRegion", place.region.value, place.region.origin)
        }
        for (name, text, origin) in limits { put("limits.\(name)", text, origin) }
        for (name, isOn, origin) in features { put("features.\(name)", isOn ? "true" : "false", origin) }
        if let settings = tenant.settings {
            // In one form, whatever order the keys are written in: a change rolls the pods.
            put(
                "settings.json", String(decoding: settings.value.json(.canonical), as: UTF8.self),
                settings.origin)
        }
        draft.content["data"] = .object(data)
        return sealed(draft)
    }

    private var domains: String {
        ([platformHost] + tenant.domains.map(\.value.text)).joined(separator: "\n")
    }

    private var limits: [(String, String, Origin)] {
        let (own, base) = (tenant.limits, tier.limits)
        let numbers = [
            ("locations", own.locations ?? base.locations), ("users", own.users ?? base.users),
            ("monthlyTransactions", own.monthlyTransactions ?? base.monthlyTransactions),
            ("connections", own.connections ?? base.connections),
        ].compactMap { name, limit in limit.map { (name, String($0.value), $0.origin) } }
        let storage = (own.storage ?? base.storage).map { [("storage", $0.value.canonical, $0.origin)] } ?? []
        return numbers + storage
    }

    /// The tier's features with the tenant's own in their place, and those that only the tenant names.
    private var features: [(String, Bool, Origin)] {
        var result = tier.features.entries.map { entry in
            let value = tenant.features[entry.key.value] ?? entry.value
            return (entry.key.value, value.value, value.origin)
        }
        for entry in tenant.features.entries where tier.features[entry.key.value] == nil {
            result.append((entry.key.value, entry.value.value, entry.value.origin))
        }
        return result
    }
}

extension Plot {
    /// Where the application's database is, by the names of environment variables that PostgreSQL's own library reads.
    func databaseSettings(_ access: DatabaseAccess, needs: [ObjectID]) -> DesiredObject {
        var draft = draft(.configMap, named: databaseName)
        draft.needs += needs
        draft.content["data"] = [
            "PGPORT": .string("\(DatabaseAccess.port)"), "PGDATABASE": .string(DatabaseAccess.database),
            "PGUSER": .string(DatabaseAccess.user), "PGSSLMODE": .string(DatabaseAccess.tls),
        ]
        draft.state(dataPath.appending(.key("PGHOST")), [.value(access.address)])
        draft.note(dataPath, access.origin)
        return sealed(draft)
    }
}

extension RegionPlot {
    func sharedSettings() -> DesiredObject {
        var draft = draft(.configMap, named: "settings")
        draft.content["data"] = [
            "domain": .string(platform.domain.value.text), "region": .string(region.name.value.text),
            "jurisdiction": .string(region.jurisdiction.value.text),
        ]
        draft.note("data.domain", platform.domain.origin)
        draft.note("data.jurisdiction", region.jurisdiction.origin)
        return sealed(draft)
    }
}
