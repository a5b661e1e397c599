import Core
import Diagnostics

/// The places where tenants' objects would be, or are, although the law or the contract forbids it.
func residencyFindings(_ blueprint: Blueprint, _ world: ObservedWorld, _ selection: Selection) -> [Finding] {
    var wanted: [String: [Scope: ObjectID]] = [:]
    // Whatever region is looked at: a tenant on its way out of its jurisdiction must not lose what it has in it.
    for object in blueprint.objects {
        guard let tenant = object.owner.tenant, selection.includes(tenant: tenant) else { continue }
        let first = wanted[tenant]?[object.id.scope].map { min($0, object.id) } ?? object.id
        wanted[tenant, default: [:]][object.id.scope] = first
    }
    let planned = violations(blueprint, wanted).map { violation in
        finding(violation, in: blueprint, .blocked, verb: "would be", reach: .tenant(violation.tenant))
    }
    var present: [String: [Scope: ObjectID]] = [:]
    for (id, object) in world.objects where object.mark?.fleet == blueprint.fleet {
        guard let tenant = object.mark?.tenant, selection.includes(id, of: .tenant(tenant)),
            wanted[tenant]?[id.scope] == nil
        else { continue }
        let first = present[tenant]?[id.scope].map { min($0, id) } ?? id
        present[tenant, default: [:]][id.scope] = first
    }
    return planned
        + violations(blueprint, present).map {
            finding($0, in: blueprint, .warning, verb: "is", reach: .nothing)
        }
}

private struct Violation {
    let tenant: String
    let terms: TenantTerms
    let place: Place
    let object: ObjectID
}

private func violations(_ blueprint: Blueprint, _ found: [String: [Scope: ObjectID]]) -> [Violation] {
    found.sorted { $0.key < $1.key }.flatMap { tenant, scopes in
        scopes.sorted { $0.key < $1.key }.compactMap { scope, object in
            guard let terms = blueprint.tenants[tenant], let place = blueprint.places[scope],
                !terms.residency.contains(place.jurisdiction)
            else { return nil }
            return Violation(tenant: tenant, terms: terms, place: place, object: object)
        }
    }
}

private func finding(
    _ violation: Violation, in blueprint: Blueprint, _ severity: Diagnostic.Severity, verb: String,
    reach: Finding.Reach
) -> Finding {
    let (tenant, terms) = (violation.tenant, violation.terms)
    let allowed = terms.residency.isEmpty ? "nowhere" : terms.residency.joined(separator: ", ")
    let rule = "\(tenant) may be in: \(allowed)"
    let related = terms.residencyOrigins.enumerated().map { place, origin in
        Diagnostic.Related(place == 0 ? rule : "narrowed by what the tenant itself says", origin)
    }
    let jurisdiction = violation.place.jurisdiction
    let isThere = severity == .warning
    return Finding(
        Diagnostic(
            severity, "residency.jurisdiction", "data of tenant \(tenant) \(verb) in \(jurisdiction)",
            at: terms.regionOrigin,
            label: isThere ? "is where it belongs" : "puts \(violation.object) in \(jurisdiction)",
            notes: (isThere ? ["there is \(violation.object), which is in \(jurisdiction)"] : [])
                + (related.isEmpty ? [rule] : []), help: help(for: terms, in: blueprint, severity),
            related: related),
        owner: .tenant(tenant), reach: reach)
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
