import Core
import Specs
import Values

extension Kind {
    static let serviceAccount = Kind("ServiceAccount")
}

let applicationAccountName = "app"

extension Plot {
    /// The application's identity. A pod that needs a token of it has to ask.
    func serviceAccount() -> DesiredObject {
        var draft = draft(.serviceAccount, named: applicationAccountName)
        draft.content["automountServiceAccountToken"] = false
        return sealed(draft)
    }
}
