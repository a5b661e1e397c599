import Diagnostics

/// A volume that one node alone can mount is not for several pods.
struct SharedVolume: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        specs.tiers.compactMap { tier in
            guard let workload = tier.workload, let mode = workload.assets?.accessMode,
                mode.value == .readWriteOnce, workload.mostReplicas > 1
            else { return nil }
            return Diagnostic.warning(
                .volumeNotShared,
                "\(workload.mostReplicas) pods are to mount a volume that one node alone can mount",
                at: mode.origin, label: "pods on other nodes would wait for it for ever",
                help: "use ReadWriteMany with a storage class that allows it, or let one pod run")
        }
    }
}

extension Tier.Workload {
    /// How many pods there can be while no rollout is under way.
    var mostReplicas: Int { autoscaling?.maximum.value ?? replicas.value }
}
