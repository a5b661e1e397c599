import Diagnostics

/// Nobody lives where nothing runs.
struct RecoveryTenants: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        let recovery = Dictionary(
            specs.regions.filter { $0.role.value == .recovery }.map { ($0.name.value.text, $0.role.origin) },
            uniquingKeysWith: { first, _ in first })
        if recovery.isEmpty { return [] }
        return specs.tenants.indices.compactMap { index in
            let region = specs.tenants[index].region
            guard let role = recovery[region.value], specs.tenants[index].status.value != .terminated else {
                return nil
            }
            return Diagnostic(
                .recoveryTenant,
                "tenant \(specs.tenants[index].name.value.text) is placed where nothing runs",
                at: region.origin, label: "this region is for recovery",
                notes: ["its role is said at \(specs.place(role))"],
                help: "choose another region, or give this one another role when it takes over")
        }
    }
}
