import Diagnostics

/// A tenant switches only features that some tier has.
struct KnownFeatures: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        let known = Set(specs.tiers.flatMap { $0.features.entries.map(\.key.value) })
        // A tier that could not be read may have them.
        guard !specs.isIncomplete, specs.tiers.count == specs.names[.tier]?.count else { return [] }
        return specs.tenants.flatMap { tenant in
            tenant.features.entries.filter { !known.contains($0.key.value) }.map { entry in
                Diagnostic.warning(
                    .unknownFeature, "no tier has feature \"\(entry.key.value)\"", at: entry.key.origin,
                    label: known.isEmpty
                        ? "tiers have no features" : "tiers have \(known.sorted().joined(separator: ", "))",
                    help: Suggestion.closest(to: entry.key.value, among: known).map {
                        "did you mean \"\($0)\"?"
                    }
                        ?? "add it to the tiers, with false where it is not part of the contract")
            }
        }
    }
}
