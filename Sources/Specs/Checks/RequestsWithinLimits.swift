import Diagnostics
import Values

/// No pod asks for more than it may use.
struct RequestsWithinLimits: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        let resources =
            specs.platforms.map(\.application.shared.resources)
            + specs.tiers.compactMap(\.workload?.resources)
        return resources.flatMap { resources in
            [
                finding("cpu", resources.requests.cpu, resources.limits.cpu),
                finding("memory", resources.requests.memory, resources.limits.memory),
            ].compactMap(\.self)
        }
    }

    private func finding(_ name: String, _ request: Sourced<Quantity>, _ limit: Sourced<Quantity>)
        -> Diagnostic?
    {
        if request.value <= limit.value { return nil }
        return Diagnostic(
            .requestAboveLimit, "the request for \(name) is above its limit", at: request.origin,
            label: "the limit is \(limit.value.text), in line \(limit.origin.line)",
            help: "lower the request, or raise the limit: Kubernetes would refuse the pod")
    }
}
