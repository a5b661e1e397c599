import Diagnostics

/// Nodes can be drained: some of the pods on them may be away.
struct DrainableNodes: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        let limits =
            specs.platforms.map(\.application.shared.maxUnavailable)
            + specs.tiers.compactMap(\.workload?.maxUnavailable)
        return limits.compactMap { limit in
            guard limit.value == .count(0) || limit.value == .percent(0) else { return nil }
            return Diagnostic.warning(
                .undrainable, "no pod may ever be away", at: limit.origin,
                label: "no node with such a pod on it can be drained",
                help: "allow 1 or more, or a share; the next pod goes when the last one is back")
        }
    }
}
