import Core
import Diagnostics
import Specs
import Values

/// A namespace of ours in a region's cluster, and whose it is. The makers of the kinds extend it, one file a kind.
protocol Plot {
    var platform: Platform { get }
    var region: Region { get }
    var owner: Owner { get }
    /// The YAML that asked for it all.
    var origin: Origin { get }
    var namespaceName: String { get }

    /// All that it holds.
    func objects() -> [DesiredObject]
}

extension Plot {
    var scope: Scope { Scope(.kubernetes, region.name.value.text) }
    var sharedNamespaceName: String { "\(platform.name.value.text)-shared" }
    /// The name of the workload, its Service and its labels.
    var applicationName: String { "\(platform.name.value.text)-app" }

    func id(of kind: Kind, named name: String) -> ObjectID {
        ObjectID(scope, kind.name, namespace: kind.isNamespaced ? namespaceName : "", name: name)
    }

    /// A namespaced object needs its namespace first; the makers add the rest.
    func draft(_ kind: Kind, named name: String) -> Draft {
        var draft = Draft(kind, id: id(of: kind, named: name), owner: owner, origin: origin)
        if kind.isNamespaced { draft.needs.append(id(of: .namespace, named: namespaceName)) }
        return draft
    }

    func sealed(_ draft: Draft) -> DesiredObject {
        draft.sealed(fleet: platform.name.value.text, ignoring: platform.ignore)
    }
}
