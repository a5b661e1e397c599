import Core
import Diagnostics
import Specs
import Values

extension Kind {
    /// Deleting a namespace deletes all that is in it, volumes too: so it holds data.
    static let namespace = Kind("Namespace", isNamespaced: false, holdsData: true)
}

extension Plot {
    func namespace() -> DesiredObject { namespace(named: namespaceName, from: origin) }

    /// A namespace in which only pods without privileges are admitted.
    func namespace(named name: String, from origin: Origin) -> DesiredObject {
        var draft = Draft(.namespace, id: id(of: .namespace, named: name), owner: owner, origin: origin)
        for mode in ["enforce", "audit", "warn"] {
            draft.labels["pod-security.kubernetes.io/\(mode)"] = "restricted"
            draft.labels["pod-security.kubernetes.io/\(mode)-version"] = "latest"
        }
        return sealed(draft)
    }
}
