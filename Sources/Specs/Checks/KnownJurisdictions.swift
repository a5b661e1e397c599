import Diagnostics

/// Every jurisdiction is one that the platform has a rule for.
struct KnownJurisdictions: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        guard let platform = specs.platforms.first else { return [] }
        let known = platform.residency.entries.map(\.key.value)
        func finding(_ jurisdiction: Jurisdiction, at origin: Origin) -> Diagnostic? {
            if known.contains(jurisdiction.text) { return nil }
            return Diagnostic(
                .unknownJurisdiction, "jurisdiction \(jurisdiction.text) has no rule", at: origin,
                label: known.isEmpty
                    ? "the platform has no rule at all"
                    : "the platform has rules for \(known.joined(separator: ", "))",
                notes: ["a rule says where data of this jurisdiction's tenants may be"],
                help: Suggestion.closest(to: jurisdiction.text, among: known).map {
                    "did you mean \"\($0)\"?"
                }
                    ?? "add \"\(jurisdiction.text)\" to residency, at "
                    + specs.place(platform.residency.entries.first?.key.origin ?? platform.name.origin))
        }
        var found: [Diagnostic?] = []
        for entry in platform.residency.entries {
            found += entry.value.value.map { finding($0, at: entry.value.origin) }
        }
        for region in specs.regions {
            found.append(finding(region.jurisdiction.value, at: region.jurisdiction.origin))
        }
        for tenant in specs.tenants {
            guard let own = tenant.residency else { continue }
            for jurisdiction in own.value where !known.contains(jurisdiction.text) {
                found.append(finding(jurisdiction, at: own.origin))
            }
        }
        return found.compactMap(\.self)
    }
}
