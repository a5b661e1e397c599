import Core
import Diagnostics

/// The places where tenants' objects would be, or are, although the law or the contract forbids it.
func residencyFindings(_ blueprint: Blueprint, _ world: ObservedWorld, _ selection: Selection) -> [Finding] {
    var wanted: [String: [Scope: ObjectID]] = [:]
    for object in blueprint.objects where selection.includes(object.id, of: object.owner) {
        guard let tenant = object.owner.tenant, wanted[tenant]?[object.id.scope] == nil else { continue }
        wanted[tenant, default: [:]][object.id.scope] = object.id
    }
    let planned = violations(blueprint, wanted).map { violation in
        finding(violation, .blocked, verb: "would be", reach: .tenant(violation.tenant))
    }
    var present: [String: [Scope: ObjectID]] = [:]
    for (id, object) in world.objects where object.mark?.fleet == blueprint.fleet {
        guard let tenant = object.mark?.tenant, selection.includes(id, of: .tenant(tenant)),
            wanted[tenant]?[id.scope] == nil
        else { continue }
        let first = present[tenant]?[id.scope].map { min($0, id) } ?? id
        present[tenant, default: [:]][id.scope] = first
    }
    return planned + violations(blueprint, present).map { finding($0, .warning, verb: "is", reach: .nothing) }
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
    _ violation: Violation, _ severity: Diagnostic.Severity, verb: String, reach: Finding.Reach
) -> Finding {
    let (tenant, terms) = (violation.tenant, violation.terms)
    let allowed = terms.residency.isEmpty ? "nowhere" : terms.residency.joined(separator: ", ")
    return Finding(
        Diagnostic(
            severity, "residency.jurisdiction",
            "data of tenant \(tenant) \(verb) in \(violation.place.jurisdiction)",
            at: terms.regionOrigin, label: "puts \(violation.object) in \(violation.place.jurisdiction)",
            notes: ["\(tenant) may be in: \(allowed)"],
            help: terms.residency.isEmpty
                ? "the tenant's residency and the platform's rule have nothing in common: widen one of them"
                : "choose a region in \(terms.residency.joined(separator: " or ")), or change the residency"),
        owner: .tenant(tenant), reach: reach)
}
