package import Core
import Diagnostics
package import Specs
import Values

/// Says where the values of objects come from, and what the levels below say that are overridden.
///
/// What they say is not noted anywhere: the same makers are asked again, for a tenant, a tier or a region that says
/// nothing of its own. So this holds for whatever is made, and nothing about it is described twice.
package struct Explainer {
    private let fleet: Fleet
    private let places: SpecPlaces

    package init(_ fleet: Fleet) {
        self.fleet = fleet
        places = SpecPlaces(fleet)
    }

    /// Every attribute of an object, in the manifest's order.
    package func values(of object: DesiredObject) -> [ExplainedValue] {
        let beneath = plots(of: object.owner).dropFirst().map { plot in
            plot.objects().first { $0.id == object.id }
        }
        return values(of: object, beneath: Array(beneath))
    }

    /// What a tenant is given: all that its application is told of it. Nil where the fleet has no such tenant.
    package func values(ofTenant name: String) -> [ExplainedValue]? {
        let settings = plots(of: .tenant(name)).compactMap { $0 as? TenantPlot }.map {
            $0.settings(named: "settings")
        }
        guard let first = settings.first else { return nil }
        let data: FieldPath = "data"
        return values(of: first, beneath: Array(settings.dropFirst())).filter { $0.path.hasPrefix(data) }.map
        {
            ExplainedValue(
                path: FieldPath(Array($0.path.elements.dropFirst())), value: $0.value, source: $0.source,
                insteadOf: $0.insteadOf, isAskedFor: $0.isAskedFor)
        }
    }

    private func values(of object: DesiredObject, beneath: [DesiredObject?]) -> [ExplainedValue] {
        object.kind.comparison.leaves(of: object.bodyAtFirst).compactMap { path, value in
            guard let origin = object.origin(of: path) else { return nil }
            let isAskedFor = object.origins.contains { !$0.path.isEmpty && path.hasPrefix($0.path) }
            var insteadOf: [ExplainedValue.Overridden] = []
            if isAskedFor {
                var last = origin
                for other in beneath.compactMap(\.self) {
                    guard let value = other.bodyAtFirst[at: path] ?? other.leastLeft(at: path),
                        let origin = other.origin(of: path),
                        origin != last
                    else { continue }
                    insteadOf.append(ExplainedValue.Overridden(value, source(origin)))
                    last = origin
                }
            }
            return ExplainedValue(
                path: path, value: value, source: source(origin), insteadOf: insteadOf, isAskedFor: isAskedFor
            )
        }
    }

    private func source(_ origin: Origin) -> ExplainedValue.Source {
        ExplainedValue.Source(origin, in: places.title(of: origin))
    }

    /// The owner's plot, and then as it would be if one more level said nothing of its own.
    private func plots(of owner: Owner) -> [any Plot] {
        switch owner {
        case .region(let name):
            guard let region = fleet.region(name) else { return [] }
            let families = fleet.databaseFamilies()[name] ?? [:]
            return [region, region.sayingNothing].map {
                RegionPlot(
                    platform: fleet.platform, region: $0, tiers: fleet.tiers,
                    recovery: fleet.recovery(of: region), families: families)
            }
        case .tenant(let name):
            guard let tenant = fleet.tenants.first(where: { $0.name.value.text == name }),
                let tier = fleet.tier(tenant.tier.value), let region = fleet.region(tenant.region.value)
            else { return [] }
            let levels = [
                (tier, tenant), (tier, tenant.sayingNothing), (tier.sayingNothing, tenant.sayingNothing),
            ]
            return levels.map { tier, tenant in
                TenantPlot(
                    platform: fleet.platform, tier: tier, region: region, tenant: tenant,
                    recovery: fleet.recovery(of: region))
            }
        }
    }
}

extension DesiredObject {
    /// What others begin with to whom the attribute is left.
    fileprivate func leastLeft(at path: FieldPath) -> Value? {
        left.first { $0.path == path }.flatMap(\.least).map { .int(Int64($0)) }
    }
}
