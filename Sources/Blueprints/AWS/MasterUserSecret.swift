import Core
import Specs
import Values

extension Kind {
    /// The password of a server that AWS does not look after itself, in Secrets Manager.
    static let masterUserSecret = Kind(
        "MasterUserSecret", world: .aws, group: "aws.cadastre.dev", isNamespaced: false, holdsData: true,
        told: ["status.VersionId"])
}

extension DatabasePlot {
    /// Of a server with replicas: AWS makes none of a server whose password it manages.
    func masterUserSecret() -> DesiredObject {
        var draft = draft(.masterUserSecret, named: name)
        draft.needs.append(id(of: .key, named: name))
        draft.state([
            ("Description", .string("Password of DBInstance \(name)"), nil), ("KmsKeyId", .string(name), nil),
        ])
        return sealed(draft)
    }
}
