package import Core

/// The audit of a fleet in a world. A pure function, as the plan is: and over the same objects as its findings.
///
/// - Parameter observations: none, for what the specs alone ask for; then nothing is told of what is there.
package func auditResidency(
    _ blueprint: Blueprint, observed observations: [Observation], _ selection: Selection = .all
) -> ResidencyAudit {
    let world = ObservedWorld(observations)
    var holdings: [String: [ObjectID: ResidencyAudit.Source]] = [:]
    var owners: [ObjectID: [String]] = [:]
    func add(_ id: ObjectID, of tenant: String, _ source: ResidencyAudit.Source) {
        guard selection.includes(tenant: tenant), holdings[tenant]?[id] == nil else { return }
        holdings[tenant, default: [:]][id] = source
        owners[id, default: []].append(tenant)
    }
    for object in blueprint.objects where object.kind.isAudited {
        if let tenant = object.owner.tenant { add(object.id, of: tenant, .specs) }
    }
    for (tenant, terms) in blueprint.tenants {
        for id in terms.sharedData { add(id, of: tenant, .shared) }
    }
    let kinds = Set(blueprint.kinds.filter(\.isAudited).map(\.name))
    for (id, object) in world.objects where object.mark?.fleet == blueprint.fleet && kinds.contains(id.kind) {
        if let tenant = object.mark?.tenant { add(id, of: tenant, .left) }
    }
    for copy in observations.flatMap(\.copies) {
        for tenant in owners[copy.source] ?? [] { add(copy.id, of: tenant, .copy) }
    }
    let tenants = blueprint.tenants.filter { selection.includes(tenant: $0.key) }.sorted { $0.key < $1.key }
    return ResidencyAudit(
        tenants: tenants.map { name, terms in
            let found = (holdings[name] ?? [:]).sorted { $0.key < $1.key }
            return ResidencyAudit.Tenant(
                name: name, title: terms.title, allowed: terms.residency,
                holdings: found.map { id, source in
                    let jurisdiction = blueprint.places[id.scope]?.jurisdiction ?? "?"
                    return ResidencyAudit.Holding(
                        id: id, jurisdiction: jurisdiction, isAllowed: terms.residency.contains(jurisdiction),
                        source: source, presence: world.presence(of: id, source))
                })
        }, unsearched: world.unsearched(of: blueprint))
}

extension Kind {
    /// A namespace holds nothing but what is in it, and that is told by itself.
    fileprivate var isAudited: Bool { holdsData && name != "Namespace" }
}

extension ObservedWorld {
    /// In a cluster nothing copies data of the fleet's; in AWS a replica or a copied backup does.
    fileprivate func unsearched(of blueprint: Blueprint) -> [String] {
        let searched = observations.filter { $0.copiesLook?.isComplete == true }.map(\.scope)
        return blueprint.places.keys.filter { $0.world == .aws && !searched.contains($0) }
            .map(\.region).sorted()
    }

    fileprivate func presence(
        of id: ObjectID, _ source: ResidencyAudit.Source
    ) -> ResidencyAudit.Presence {
        if source == .copy || objects[id] != nil { return .there }
        return wasSeen(id.scope, kind: id.kind) ? .missing : .unseen
    }
}
