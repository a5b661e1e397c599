import Core
import Diagnostics
import Values

/// The places where tenants' data would be, or is, although the law or the contract forbids it.
///
/// Whatever region is looked at: a tenant on its way out of its jurisdiction must not lose what it has in it.
func residencyFindings(_ blueprint: Blueprint, _ world: ObservedWorld, _ selection: Selection) -> [Finding] {
    let holdings = Holdings(blueprint)
    let planned = violations(blueprint, holdings.wanted, selection).map { violation in
        finding(violation, in: blueprint, .blocked, verb: "would be")
    }
    let present = holdings.present(in: world, blueprint, selection)
    return planned
        + violations(blueprint, present, selection).map { finding($0, in: blueprint, .warning, verb: "is") }
}

/// What holds a tenant's data in one region.
private struct Holding {
    let id: ObjectID
    /// The YAML that puts it there, where that is not what the tenant names as its region.
    let origin: Origin?
    /// Of all tenants that have none of their own.
    var isShared = false

    func precedes(_ other: Holding) -> Bool { (isShared ? 1 : 0, id) < (other.isShared ? 1 : 0, other.id) }
}

/// By tenant and region, of several objects the first.
private struct Holdings {
    typealias ByTenant = [String: [String: Holding]]

    private(set) var wanted: ByTenant = [:]
    /// Of what is wanted and no tenant's own, whose data is in it.
    private var sharers: [ObjectID: [String]] = [:]
    private let owners: [ObjectID: String]

    init(_ blueprint: Blueprint) {
        var common: [ObjectID: DesiredObject] = [:]
        var owners: [ObjectID: String] = [:]
        for object in blueprint.objects {
            guard let tenant = object.owner.tenant else {
                if object.kind.holdsData { common[object.id] = object }
                continue
            }
            if object.kind.holdsData { owners[object.id] = tenant }
            Self.add(Holding(id: object.id, origin: object.origin(of: FieldPath())), of: tenant, to: &wanted)
        }
        self.owners = owners
        for (tenant, terms) in blueprint.tenants {
            for id in terms.sharedData {
                sharers[id, default: []].append(tenant)
                let origin = common[id]?.origin(of: FieldPath())
                Self.add(Holding(id: id, origin: origin, isShared: true), of: tenant, to: &wanted)
            }
        }
    }

    /// What is there, and in a region where nothing of the tenant's is wanted.
    func present(in world: ObservedWorld, _ blueprint: Blueprint, _ selection: Selection) -> ByTenant {
        var found: ByTenant = [:]
        for (id, object) in world.objects where object.mark?.fleet == blueprint.fleet {
            guard let tenant = object.mark?.tenant, selection.includes(id, of: .tenant(tenant)) else {
                continue
            }
            add(Holding(id: id, origin: nil), of: tenant, to: &found)
        }
        for copy in world.observations.flatMap(\.copies) {
            let tenants = owners[copy.source].map { [$0] } ?? sharers[copy.source] ?? []
            for tenant in tenants { add(Holding(id: copy.id, origin: nil), of: tenant, to: &found) }
        }
        return found
    }

    private func add(_ holding: Holding, of tenant: String, to found: inout ByTenant) {
        if wanted[tenant]?[holding.id.scope.region] == nil { Self.add(holding, of: tenant, to: &found) }
    }

    private static func add(_ holding: Holding, of tenant: String, to found: inout ByTenant) {
        let region = holding.id.scope.region
        if let first = found[tenant]?[region], !holding.precedes(first) { return }
        found[tenant, default: [:]][region] = holding
    }
}

private struct Violation {
    let tenant: String
    let terms: TenantTerms
    /// Nil where no Region is: then nobody knows under whose law.
    let place: Place?
    let holding: Holding
}

private func violations(
    _ blueprint: Blueprint, _ holdings: Holdings.ByTenant, _ selection: Selection
) -> [Violation] {
    holdings.filter { selection.includes(tenant: $0.key) }.sorted { $0.key < $1.key }.flatMap {
        tenant, regions in
        regions.sorted { $0.key < $1.key }.compactMap { _, holding in
            guard let terms = blueprint.tenants[tenant] else { return nil }
            let place = blueprint.places[holding.id.scope]
            if let place, terms.residency.contains(place.jurisdiction) { return nil }
            return Violation(tenant: tenant, terms: terms, place: place, holding: holding)
        }
    }
}

private func finding(
    _ violation: Violation, in blueprint: Blueprint, _ severity: Diagnostic.Severity, verb: String
) -> Finding {
    let (tenant, terms, id) = (violation.tenant, violation.terms, violation.holding.id)
    let allowed = terms.residency.isEmpty ? "nowhere" : terms.residency.joined(separator: ", ")
    let rule = "\(tenant) may be in: \(allowed)"
    let related = terms.residencyOrigins.enumerated().map { place, origin in
        Diagnostic.Related(place == 0 ? rule : "narrowed by what the tenant itself says", origin)
    }
    let jurisdiction = violation.place?.jurisdiction ?? "no Region of the specs"
    let isThere = severity == .warning
    let isElsewhere = id.scope.region != terms.region
    let origin = isThere || !isElsewhere ? terms.regionOrigin : violation.holding.origin ?? terms.regionOrigin
    let whose = violation.holding.isShared ? ", which holds its data too," : ""
    return Finding(
        Diagnostic(
            severity, "residency.jurisdiction", "data of tenant \(tenant) \(verb) in \(jurisdiction)",
            at: origin,
            label: isThere ? "is where it belongs" : "puts \(id)\(whose) in \(jurisdiction)",
            notes: (isThere ? ["there is \(id), which is in \(jurisdiction)"] : [])
                + (related.isEmpty ? [rule] : []), help: help(for: terms, in: blueprint, severity),
            related: related),
        owner: .tenant(tenant),
        reach: isThere ? .nothing : violation.holding.isShared ? .object(id) : .tenant(tenant))
}

private func help(
    for terms: TenantTerms, in blueprint: Blueprint, _ severity: Diagnostic.Severity
) -> String {
    if terms.residency.isEmpty {
        return "the tenant's residency and the platform's rule have nothing in common: widen one of them"
    }
    let jurisdictions = terms.residency.joined(separator: " or ")
    if severity == .warning { return "move it to a region in \(jurisdictions), or change the residency" }
    let fitting = blueprint.places.filter { terms.residency.contains($0.value.jurisdiction) }.keys.min()
    let example = fitting.map { ", such as \($0.region)," } ?? ""
    return "choose a region in \(jurisdictions)\(example) or change the residency"
}
