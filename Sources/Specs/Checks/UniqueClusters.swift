import Diagnostics

/// No two regions share a cluster: what they share would have one name there, and two that want it otherwise.
struct UniqueClusters: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        var first: [String: (region: String, origin: Origin)] = [:]
        return specs.regions.compactMap { region in
            let cluster = region.kubernetes
            let address =
                cluster.context.map { ("context \($0.value)", $0.origin) }
                ?? cluster.server.map { ("server \($0.value.text)", $0.origin) }
                ?? cluster.inCluster.flatMap { $0.value ? ("the cluster that it runs in", $0.origin) : nil }
            guard let (words, origin) = address else { return nil }
            guard let other = first.updateValue((region.name.value.text, origin), forKey: words) else {
                return nil
            }
            return Diagnostic(
                .sharedCluster, "two regions name one cluster", at: origin,
                label: "region \(other.region) has \(words) too",
                notes: ["the other one is at \(specs.place(other.origin))"],
                help: "give each region a cluster of its own")
        }
    }
}
