import Core
import Diagnostics
import Specs
import Values

extension Kind {
    /// Deleting a namespace deletes all that is in it, volumes too: so it holds data.
    static let namespace = Kind("Namespace", isNamespaced: false, holdsData: true)
}

extension Plot {
    /// A namespace in which only pods without privileges are admitted.
    func namespace() -> DesiredObject {
        var draft = draft(.namespace, named: namespaceName)
        for mode in ["enforce", "audit", "warn"] {
            draft.labels["pod-security.kubernetes.io/\(mode)"] = "restricted"
            draft.labels["pod-security.kubernetes.io/\(mode)-version"] = "latest"
        }
        return sealed(draft)
    }
}
