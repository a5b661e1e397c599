import Diagnostics
import Values

/// A tier's workload fits into its quota: its pods at their most, one more while a new version rolls out, and its
/// volume.
struct TierQuota: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        specs.tiers.flatMap { tier in
            tier.workload.map { pods(of: tier, $0) + volume(of: tier, $0.assets) } ?? []
        }
    }

    // MARK: - Pods

    private func pods(of tier: Tier, _ workload: Tier.Workload) -> [Diagnostic] {
        let one = Quantity("1")
        let amounts: [([String], Quantity?)] = [
            (["requests.cpu", "cpu"], workload.resources.requests.cpu.value),
            (["requests.memory", "memory"], workload.resources.requests.memory.value),
            (["limits.cpu"], workload.resources.limits.cpu.value),
            (["limits.memory"], workload.resources.limits.memory.value), (["pods", "count/pods"], one),
        ]
        return amounts.flatMap { names, amount in
            names.compactMap { name in
                guard let amount, let quota = tier.quota[name] else { return nil }
                return shortage(name, quota, each: amount, workload)
            }
        }
    }

    private func shortage(
        _ name: String, _ quota: Sourced<Quantity>, each: Quantity, _ workload: Tier.Workload
    ) -> Diagnostic? {
        // Nothing runs, and nothing rolls out.
        guard each.nanos > 0, workload.mostReplicas > 0 else { return nil }
        let fitting = quota.value.nanos / each.nanos
        let most = Int128(workload.mostReplicas)
        let share = name.hasSuffix("pods") ? "" : " with \(each.text) each"
        if fitting < most {
            return Diagnostic.warning(
                .quotaTooSmall, "the workload does not fit into quota \(name)", at: quota.origin,
                label: workload.autoscaling == nil
                    ? "\(most) pods\(share), and \(fitting) fit"
                    : "up to \(most) pods\(share), and \(fitting) fit",
                help: workload.autoscaling == nil
                    ? Self.help
                    : "raise the quota, or lower the workload or its autoscaler's maximum: Kubernetes would refuse the pods"
            )
        }
        guard fitting == most else { return nil }
        return Diagnostic.warning(
            .quotaTooSmall, "quota \(name) has no room for a rollout", at: quota.origin,
            label: "\(most) pod\(most == 1 ? "" : "s")\(share) fit\(most == 1 ? "s" : ""), and no more",
            notes: ["a new version starts a pod before it ends an old one; without room it ends one first"],
            help: "leave room for one more pod")
    }

    private static let help = "raise the quota or lower the workload: Kubernetes would refuse the pods"

    // MARK: - The volume

    private func volume(of tier: Tier, _ assets: Tier.Assets?) -> [Diagnostic] {
        guard let assets, let one = Quantity("1") else { return [] }
        var amounts = [
            ("persistentvolumeclaims", one), ("count/persistentvolumeclaims", one),
            ("requests.storage", assets.size.value),
        ]
        if let storageClass = assets.storageClass?.value.text {
            let suffix = "\(storageClass).storageclass.storage.k8s.io"
            amounts += [
                ("\(suffix)/persistentvolumeclaims", one), ("\(suffix)/requests.storage", assets.size.value),
            ]
        }
        return amounts.compactMap { name, needed in
            guard let quota = tier.quota[name], quota.value < needed else { return nil }
            return Diagnostic.warning(
                .quotaTooSmall, "the assets do not fit into quota \(name)", at: quota.origin,
                label: "the assets in line \(assets.size.origin.line) need \(needed.text)",
                help: "raise the quota: Kubernetes would refuse the volume")
        }
    }
}
