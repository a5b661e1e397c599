import Core
import Specs
import Values

extension Kind {
    /// Rules that others add are differences: a group means what all of its rules together allow.
    static let securityGroup = Kind(
        "SecurityGroup", world: .aws, group: "aws.cadastre.dev", isNamespaced: false,
        immutable: ["spec.VpcId", "spec.Description"],
        comparison: ["spec": .object(["Ingress": .set, "Egress": .set])])
}

extension DatabasePlot {
    /// Lets the cluster's pods reach the region's database servers, and nothing else do anything.
    func securityGroup(_ network: Region.Network) -> DesiredObject {
        var draft = draft(.securityGroup, named: "\(commonName)-databases")
        let port = Value.int(Int64(DatabaseAccess.port))
        // As AWS says them back.
        let rules = Set(network.clusterRanges.map(\.value.canonical)).sorted().map { range -> Value in
            [
                "IpProtocol": "tcp", "FromPort": port, "ToPort": port,
                range.contains(":") ? "CidrIpv6" : "CidrIp": .string(range),
            ]
        }
        draft.state([
            ("VpcId", .string(network.vpc.value), network.vpc.origin),
            ("Description", .string("PostgreSQL from the pods of \(region.name.value.text)"), nil),
            ("Ingress", .array(rules), network.clusterRanges.first?.origin),
            ("Egress", [], nil),
        ])
        return sealed(draft)
    }
}
