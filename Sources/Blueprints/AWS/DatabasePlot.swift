import Core
import Diagnostics
import Specs
import Values

/// A region's place in AWS, and whose it is: what database servers and buckets are made from. The makers of the kinds extend it, one
/// file a kind.
///
/// An object of AWS is written as a manifest too: its name and mark in `metadata`, its attributes in `spec`, by the names
/// that AWS' API has for them when it is made. What AWS gives identifiers of its own to is named by its name.
struct DatabasePlot {
    let platform: Platform
    let region: Region
    let owner: Owner
    /// The YAML that asked for it all.
    let origin: Origin
    /// Of the server, the key and whatever else is the owner's own.
    let name: String

    var scope: Scope { Scope(.aws, region.name.value.text) }
    /// Of what all servers of a region have in common.
    var commonName: String { platform.name.value.text }

    /// All that a server is made of, and what is copied of it.
    ///
    /// - Parameter recovery: where the copies go: the region, and the YAML that says so.
    func objects(_ server: DatabaseServer, recovery: (region: Region, origin: Origin)?) -> [DesiredObject] {
        let key = key()
        let common = [
            id(of: .securityGroup, named: "\(commonName)-databases"),
            id(of: .dbSubnetGroup, named: commonName),
            id(of: .dbParameterGroup, named: parameterGroupName(server.family)),
        ]
        let secrets = server.hasReplicas ? [masterUserSecret()] : []
        let instances = instances(server, needs: [key.id] + common + secrets.map(\.id))
        var objects = [key] + secrets + instances
        if server.recovery?.value == true, let recovery, recovery.region.aws != nil {
            let plot = DatabasePlot(
                platform: platform, region: recovery.region, owner: owner, origin: recovery.origin, name: name
            )
            let key = plot.key()
            objects += [key, plot.backupCopies(of: instances[0].id, in: region, server, key: key.id)]
        }
        return objects
    }

    /// How the server is reached that `objects` holds.
    func access(_ server: DatabaseServer) -> DatabaseAccess {
        let instance = id(of: .dbInstance, named: name)
        return DatabaseAccess(
            instance, keeper: server.hasReplicas ? id(of: .masterUserSecret, named: name) : instance,
            server.databaseClass.origin)
    }

    func id(of kind: Kind, named name: String) -> ObjectID { ObjectID(scope, kind.name, name: name) }

    func draft(_ kind: Kind, named name: String) -> Draft {
        Draft(kind, id: id(of: kind, named: name), owner: owner, origin: origin)
    }

    /// Nothing is ignored here: what is ignored is said in an annotation, and no tag can hold that.
    func sealed(_ draft: Draft) -> DesiredObject {
        draft.sealed(fleet: platform.name.value.text, ignoring: [])
    }
}

extension Draft {
    /// States attributes of AWS, each with the YAML that asks for it; nil leaves one to AWS.
    mutating func state(_ attributes: [(name: String, value: Value?, origin: Origin?)]) {
        var spec = content["spec"]?.fields ?? Fields()
        for (name, value, origin) in attributes {
            guard let value else { continue }
            spec[name] = value
            note(FieldPath([.key("spec"), .key(name)]), origin)
        }
        content["spec"] = .object(spec)
    }
}
