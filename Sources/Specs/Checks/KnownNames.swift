import Diagnostics

/// Whatever a spec names is there.
struct KnownNames: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        let tiers = Register(.tier, in: specs)
        let regions = Register(.region, in: specs)
        var found: [Diagnostic] = []
        for tenant in specs.tenants {
            if let finding = tiers.finding(about: tenant.tier) { found.append(finding) }
            if let finding = regions.finding(about: tenant.region) { found.append(finding) }
        }
        for region in specs.regions {
            found += [region.recovery.flatMap { regions.finding(about: $0.region) }].compactMap(\.self)
            found += region.sharedDatabase?.schemas.entries.compactMap { tiers.finding(about: $0.key) } ?? []
        }
        let tenants = Register(.tenant, in: specs)
        for rule in specs.platforms.flatMap(\.ignore) {
            found += rule.tenants.compactMap { tenants.finding(about: $0.map(\.text)) }
            found += rule.regions.compactMap { regions.finding(about: $0.map(\.text)) }
        }
        return found
    }
}

/// The names of one kind.
private struct Register {
    let kind: SpecKind
    let names: Set<String>
    let isIncomplete: Bool

    init(_ kind: SpecKind, in specs: SpecSet) {
        self.kind = kind
        names = Set((specs.names[kind] ?? []).map(\.value.text))
        isIncomplete = specs.isIncomplete
    }

    func finding(about name: Sourced<String>) -> Diagnostic? {
        if names.contains(name.value) { return nil }
        let nearest = Suggestion.closest(to: name.value, among: names)
        // What is not there may be in a file that could not be read, unless it looks like a slip.
        if isIncomplete, nearest == nil { return nil }
        let shown = names.sorted().prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
        let there =
            names.isEmpty
            ? "there is no \(kind.rawValue) at all" : "there \(names.count == 1 ? "is" : "are") \(shown)"
        return Diagnostic(
            .unknownName, "unknown \(kind.rawValue.lowercased()) \"\(name.value)\"", at: name.origin,
            label: "no \(kind.rawValue) of this name; \(there)",
            help: nearest.map { "did you mean \"\($0)\"?" })
    }
}
