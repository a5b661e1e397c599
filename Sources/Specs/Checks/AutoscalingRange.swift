import Diagnostics

/// An autoscaler begins at or below its maximum, and above nothing: where no pod runs, none is ever too busy.
struct AutoscalingRange: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        let shared = specs.platforms.map(\.application.shared)
        let own = specs.tiers.compactMap(\.workload)
        let workloads =
            shared.map { ($0.replicas, $0.autoscaling) } + own.map { ($0.replicas, $0.autoscaling) }
        return workloads.compactMap { replicas, autoscaling in
            guard let maximum = autoscaling?.maximum else { return nil }
            if replicas.value > maximum.value {
                return Diagnostic(
                    .autoscalingRange, "more replicas than the autoscaler may run", at: replicas.origin,
                    label: "the maximum is \(maximum.value), in line \(maximum.origin.line)",
                    help: "lower replicas, which is how many run at least, or raise the maximum")
            }
            guard replicas.value == 0 else { return nil }
            return Diagnostic(
                .autoscalingRange, "an autoscaler cannot begin with no pods", at: replicas.origin,
                label: "where nothing runs, nothing is ever too busy",
                help: "write replicas: 1 or more, or remove autoscaling")
        }
    }
}
