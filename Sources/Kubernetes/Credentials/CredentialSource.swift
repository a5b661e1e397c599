import Core
import Glibc
import Values

/// The credentials of the next request, renewed by whoever keeps them.
final class CredentialSource: Sendable {
    private enum Keeper: Sendable {
        case nobody(Credential)
        case file(TokenFile)
        case kept(KeptCredentials)
    }

    private let keeper: Keeper

    init(_ login: Login?) {
        keeper =
            switch login {
            case nil: .nobody(Credential())
            case .token(let token): .nobody(Credential(token: token))
            case .tokenFile(let path): .file(TokenFile(path))
            case .plugin(let plugin): .kept(KeptCredentials { try await plugin.credential() })
            case .issuer(let issuer): .kept(KeptCredentials { try await issuer.credential() })
            }
    }

    func current() async throws -> Credential {
        switch keeper {
        case .nobody(let credential): credential
        case .file(let file): Credential(token: try file.current())
        case .kept(let kept): try await kept.current()
        }
    }

    /// Asks the keeper once more; nil when there is none, or it still has what was refused.
    func replacement(for refused: Credential) async throws -> Credential? {
        switch keeper {
        case .nobody: nil
        case .file(let file): try file.replacement(for: refused.token).map { Credential(token: $0) }
        case .kept(let kept): try await kept.replacement(for: refused)
        }
    }
}
