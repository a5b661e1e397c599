import Diagnostics

/// A region's cluster is reached in exactly one way.
struct ClusterConnection: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] { specs.regions.flatMap(findings) }

    private func findings(about region: Region) -> [Diagnostic] {
        let cluster = region.kubernetes
        let ways = [
            cluster.context.map { ("context", $0.origin) },
            cluster.server.map { ("server", $0.origin) },
            cluster.inCluster.flatMap { $0.value ? ("inCluster", $0.origin) : nil },
        ].compactMap(\.self)
        let files = [
            cluster.caFile.map { ("caFile", $0.origin) }, cluster.tokenFile.map { ("tokenFile", $0.origin) },
            cluster.eks.map { ("eks", $0.origin) },
        ].compactMap(\.self)
        guard let first = ways.first else {
            return [
                Diagnostic(
                    .clusterConnection,
                    "region \(region.name.value.text) does not say how its cluster is reached",
                    at: files.first?.1 ?? cluster.inCluster?.origin ?? region.name.origin,
                    label: "expected one of context, server and inCluster",
                    help: "write kubernetes: {context: \(region.name.value.text)}")
            ]
        }
        if ways.count > 1 {
            return ways.dropFirst().map { way in
                Diagnostic(
                    .clusterConnection, "two ways to reach one cluster", at: way.1,
                    label: "\(first.0) says so too, in line \(first.1.line)",
                    help: "keep one of \(ways.map(\.0).joined(separator: " and "))")
            }
        }
        if cluster.server != nil { return tokenFindings(about: region) }
        return files.map { file in
            Diagnostic(
                .clusterConnection, "\(file.0) without server", at: file.1,
                label: "with \(first.0) this has no meaning", help: "remove \(file.0), or give a server")
        }
    }

    /// Of a cluster that is reached by `server`.
    private func tokenFindings(about region: Region) -> [Diagnostic] {
        guard let eks = region.kubernetes.eks else { return [] }
        if let file = region.kubernetes.tokenFile {
            return [
                Diagnostic(
                    .clusterConnection, "two tokens for one cluster", at: file.origin,
                    label: "with eks, in line \(eks.origin.line), tokens come from AWS",
                    help: "keep one of eks and tokenFile")
            ]
        }
        guard region.aws == nil else { return [] }
        return [
            Diagnostic(
                .clusterConnection, "eks without aws", at: eks.origin,
                label: "nothing says in which region and account of AWS the cluster is",
                help: "add aws: {region: …, account: …} to the region's spec")
        ]
    }
}
