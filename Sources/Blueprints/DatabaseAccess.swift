import Core
import Diagnostics
import Specs
import Values

/// How a workload reaches a database server: what the server has once it is there.
struct DatabaseAccess {
    let address: Reference
    let password: Reference
    /// Another one after each rotation of the password.
    let version: Reference
    /// The YAML that asked for the server.
    let origin: Origin

    static let user = "cadastre"
    static let port = 5432
    /// The one that every server has.
    static let database = "postgres"
    /// The server's certificate is checked, and that it is this server's.
    static let tls = "verify-full"

    /// - Parameter keeper: who keeps the password: the server itself, or a secret of ours.
    init(_ server: ObjectID, keeper: ObjectID, _ origin: Origin) {
        let secret = keeper.kind == Kind.dbInstance.name ? "status.MasterUserSecret" : "status" as FieldPath
        address = Reference(server, "status.Endpoint.Address")
        password = Reference(keeper, secret.appending(.key("Password")), isSecret: true)
        version = Reference(keeper, secret.appending(.key("VersionId")))
        self.origin = origin
    }
}

/// What a workload has of its database in its namespace.
struct DatabaseObjects {
    let access: DatabaseAccess
    let settings: DesiredObject
    let secret: DesiredObject

    var all: [DesiredObject] { [settings, secret] }
}

extension Plot {
    func databaseObjects(_ access: DatabaseAccess, needs: [ObjectID]) -> DatabaseObjects {
        DatabaseObjects(
            access: access, settings: databaseSettings(access, needs: needs),
            secret: databaseSecret(access, needs: needs))
    }

    var databaseName: String { "\(platform.name.value.text)-database" }
}
