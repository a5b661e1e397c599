import Diagnostics
import Values

/// A database's storage does not begin above where it may grow to, the tenant's own values taken over the tier's.
struct DatabaseStorage: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        var found = specs.tiers.compactMap { finding($0.database?.storage, nil, specs) }
        found += specs.regions.compactMap { finding($0.sharedDatabase?.storage, nil, specs) }
        for tenant in specs.tenants where tenant.database?.storage != nil {
            let inherited = specs.tier(tenant.tier.value)?.database?.storage
            found += [finding(tenant.database?.storage, inherited, specs)].compactMap(\.self)
        }
        return found
    }

    private func finding(_ own: Database.Storage?, _ inherited: Database.Storage?, _ specs: SpecSet)
        -> Diagnostic?
    {
        guard let size = own?.size ?? inherited?.size, let maximum = own?.maximum ?? inherited?.maximum,
            maximum.value < size.value
        else { return nil }
        let isOwnMaximum = own?.maximum != nil
        let (shown, other) = isOwnMaximum ? (maximum, size) : (size, maximum)
        return Diagnostic(
            .storageMaximum, "the storage's maximum is below its size", at: shown.origin,
            label: isOwnMaximum
                ? "the size is \(other.value.text), at \(specs.place(other.origin))"
                : "the maximum is \(other.value.text), at \(specs.place(other.origin))",
            help: "raise maximum to \(size.value.text) or more")
    }
}
