import Diagnostics
import Values

/// A tier's workload fits into its quota.
struct TierQuota: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        specs.tiers.flatMap { tier in tier.workload.map { findings(about: tier, $0) } ?? [] }
    }

    private func findings(about tier: Tier, _ workload: Tier.Workload) -> [Diagnostic] {
        let amounts = [
            (["requests.cpu", "cpu"], workload.resources.requests.cpu),
            (["requests.memory", "memory"], workload.resources.requests.memory),
            (["limits.cpu"], workload.resources.limits.cpu),
            (["limits.memory"], workload.resources.limits.memory),
        ]
        let replicas = Int128(workload.replicas.value)
        var found: [Diagnostic] = []
        for (names, amount) in amounts {
            for name in names {
                guard let quota = tier.quota[name] else { continue }
                let (needed, overflow) = amount.value.nanos.multipliedReportingOverflow(by: replicas)
                guard overflow || needed > quota.value.nanos else { continue }
                let fitting = amount.value.nanos == 0 ? replicas : quota.value.nanos / amount.value.nanos
                found.append(
                    Diagnostic.warning(
                        .quotaTooSmall, "the workload does not fit into quota \(name)", at: quota.origin,
                        label:
                            "\(workload.replicas.value) pods with \(amount.value.text) each, and \(fitting) fit",
                        help: Self.help))
            }
        }
        if let pods = tier.quota["pods"], pods.value.units < replicas {
            found.append(
                Diagnostic.warning(
                    .quotaTooSmall, "the workload does not fit into quota pods", at: pods.origin,
                    label: "\(workload.replicas.value) pods are to run", help: Self.help))
        }
        return found
    }

    private static let help = "raise the quota or lower the workload: Kubernetes would refuse the pods"
}
