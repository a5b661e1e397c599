import Diagnostics

/// A tenant's residency allows nothing that the platform's rule for its region does not allow.
///
/// Whether what is left allows the tenant's own region is for the plan to say: it depends on what is made where.
struct NarrowedResidency: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        guard let platform = specs.platforms.first else { return [] }
        let known = Set(platform.residency.entries.map(\.key.value))
        let jurisdictions = Dictionary(
            specs.regions.map { ($0.name.value.text, $0.jurisdiction.value.text) },
            uniquingKeysWith: { first, _ in first })
        return specs.tenants.compactMap { tenant in
            guard let own = tenant.residency, let jurisdiction = jurisdictions[tenant.region.value],
                let rule = platform.residency[jurisdiction]
            else { return nil }
            // Of an unknown one, another check says so.
            let excess = own.value.filter { !rule.value.contains($0) && known.contains($0.text) }.map(\.text)
            if excess.isEmpty { return nil }
            let allowed = rule.value.map(\.text)
            let both = own.value.map(\.text).filter(allowed.contains)
            return Diagnostic(
                .residencyWidened, "residency allows more than the platform does", at: own.origin,
                label:
                    "\(excess.joined(separator: " and ")) \(excess.count == 1 ? "is" : "are") not allowed for a "
                    + "tenant in \(jurisdiction)",
                notes: [
                    "the platform allows \(allowed.joined(separator: ", ")), at \(specs.place(rule.origin))"
                ],
                help: both.isEmpty
                    ? "choose from \(allowed.joined(separator: ", ")), or remove the key"
                    : "narrow it to [\(both.joined(separator: ", "))], or remove the key")
        }
    }
}
