import Core
import Specs
import Values

extension Kind {
    static let dbSubnetGroup = Kind(
        "DBSubnetGroup", world: .aws, group: "aws.cadastre.dev", isNamespaced: false,
        comparison: ["spec": .object(["SubnetIds": .set])])
}

extension DatabasePlot {
    /// Where in the network the region's database servers are.
    func subnetGroup(_ network: Region.Network) -> DesiredObject {
        var draft = draft(.dbSubnetGroup, named: commonName)
        draft.state([
            (
                "DBSubnetGroupDescription", .string("Database servers of \(region.name.value.text)"), nil
            ),
            (
                "SubnetIds", .array(network.subnets.map { .string($0.value) }), network.subnets.first?.origin
            ),
        ])
        return sealed(draft)
    }
}
