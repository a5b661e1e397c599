import Diagnostics

/// Where tenants share an application, it can reach the API server, from which it reads their settings.
struct ReachableAPI: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        guard specs.tiers.contains(where: { $0.compute.value == .shared }) else { return [] }
        return specs.regions.compactMap { region in
            guard region.role.value != .recovery, region.api.isEmpty else { return nil }
            return Diagnostic.warning(
                .apiUnreachable,
                "the shared application of \(region.name.value.text) cannot reach the API server",
                at: region.name.origin, label: "it does not say where that is",
                notes: [
                    "nothing leaves its namespace that is not named, and it reads its tenants' settings from the API"
                ],
                help:
                    "add api: [{to: <range>, ports: [443]}]; `kubectl get endpoints kubernetes` says what"
            )
        }
    }
}
