import Diagnostics

/// A tier says what runs for a tenant exactly if something of the tenant's own runs.
struct TierWorkload: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        specs.tiers.compactMap { tier in
            switch (tier.compute.value, tier.workload) {
            case (.dedicated, nil):
                Diagnostic(
                    .workloadMissing, "tier \(tier.name.value.text) does not say what runs",
                    at: tier.compute.origin,
                    label: "dedicated compute needs a workload",
                    help: "add workload: with replicas and resources, or choose compute: shared")
            case (.shared, let workload?):
                Diagnostic(
                    .workloadUnused, "tier \(tier.name.value.text) has a workload that would never run",
                    at: workload.replicas.origin, label: "with shared compute nothing of a tenant's own runs",
                    help: "remove workload, or choose compute: dedicated")
            default: nil
            }
        }
    }
}
