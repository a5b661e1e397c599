package import Core
import Diagnostics
package import Specs
import Threads

extension Fleet {
    /// What this fleet should hold. A pure function: same specs, same blueprint, byte for byte.
    package func blueprint() -> Blueprint {
        let tiersByName = Dictionary(uniqueKeysWithValues: tiers.map { ($0.name.value.text, $0) })
        let regionsByName = Dictionary(uniqueKeysWithValues: regions.map { ($0.name.value.text, $0) })
        var places: [Scope: Place] = [:]
        var shared: [String: [ObjectID]] = [:]
        var objects: [DesiredObject] = []
        let families = databaseFamilies()
        for region in regions {
            let plot = RegionPlot(
                platform: platform, region: region, tiers: tiers, recovery: recovery(of: region),
                families: families[region.name.value.text] ?? [:])
            let place = Place(
                jurisdiction: region.jurisdiction.value.text, origin: region.jurisdiction.origin)
            for scope in region.scopes { places[scope] = place }
            shared[region.name.value.text] = plot.sharedDatabase().filter(\.kind.holdsData).map(\.id)
            objects += plot.objects()
        }
        var terms: [String: TenantTerms] = [:]
        let sharedData = shared
        let holdings = tenants.inPortions { tenants in
            tenants.compactMap { tenant -> (code: String, terms: TenantTerms, objects: [DesiredObject])? in
                // A fleet is checked when it is loaded: both names are there.
                guard let tier = tiersByName[tenant.tier.value],
                    let region = regionsByName[tenant.region.value]
                else { return nil }
                let plot = TenantPlot(
                    platform: platform, tier: tier, region: region, tenant: tenant,
                    recovery: region.recovery.flatMap { regionsByName[$0.region.value] },
                    shared: sharedData[tenant.region.value] ?? [])
                return (plot.code, plot.terms, plot.objects())
            }
        }
        for holding in holdings.joined() {
            terms[holding.code] = holding.terms
            objects += holding.objects
        }
        return Blueprint(
            fleet: platform.name.value.text, kinds: Kind.all, places: places, tenants: terms,
            objects: objects, safety: safety, prices: platform.prices.map(PriceSheet.init),
            specCount: 1 + tiers.count + regions.count + tenants.count)
    }

    /// The Region that a Region names as its `recovery`.
    func recovery(of region: Region) -> Region? {
        region.recovery.flatMap { self.region($0.region.value) }
    }

    /// By region, the families of the servers that tenants have of their own, and the YAML that first asks for each.
    func databaseFamilies() -> [String: [String: Origin]] {
        let tiers = Dictionary(uniqueKeysWithValues: tiers.map { ($0.name.value.text, $0) })
        let regions = Dictionary(uniqueKeysWithValues: regions.map { ($0.name.value.text, $0) })
        var families: [String: [String: Origin]] = [:]
        for tenant in tenants where tenant.status.value != .terminated {
            guard let tier = tiers[tenant.tier.value], let region = regions[tenant.region.value] else {
                continue
            }
            let plot = TenantPlot(
                platform: platform, tier: tier, region: region, tenant: tenant, recovery: nil)
            guard let server = plot.server, families[region.name.value.text]?[server.family] == nil else {
                continue
            }
            families[region.name.value.text, default: [:]][server.family] =
                server.version?.origin ?? plot.origin
        }
        return families
    }

    private var safety: Core.Safety {
        switch platform.safety.deletionBudget.value {
        case .count(let count): Core.Safety(deletionBudget: .count(count))
        case .percent(let percent): Core.Safety(deletionBudget: .percent(percent))
        }
    }
}

extension PriceSheet {
    init(_ prices: Platform.Prices) {
        self.init(
            currency: prices.currency.value,
            databaseClasses: Dictionary(
                prices.databaseClass.entries.map { ($0.key.value, $0.value.value) },
                uniquingKeysWith: { first, _ in first }),
            storagePerGiB: prices.storagePerGiB?.value)
    }
}

extension Region {
    /// The worlds that it has a part of.
    package var scopes: [Scope] {
        (aws == nil ? [.kubernetes] : World.allCases).map { Scope($0, name.value.text) }
    }
}

extension Kind {
    /// Every kind that is made here, in the order in which people read them.
    package static let all: [Kind] = [
        key, masterUserSecret, securityGroup, dbSubnetGroup, dbParameterGroup, dbInstance,
        dbInstanceAutomatedBackup, bucket,
        priorityClass, namespace, resourceQuota, limitRange, networkPolicy, serviceAccount, role, roleBinding,
        configMap, secret, persistentVolumeClaim, deployment, service, podDisruptionBudget,
        horizontalPodAutoscaler, ingress,
    ]
}
