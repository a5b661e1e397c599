import Core
import Glibc
import Values

/// The credentials of the next request, renewed by whoever keeps them.
final class CredentialSource: Sendable {
    private enum Keeper: Sendable {
        case nobody(Credential)
        case file(TokenFile)
        case plugin(PluginCredentials)
    }

    private let keeper: Keeper

    init(_ login: Login?) {
        keeper =
            switch login {
            case nil: .nobody(Credential())
            case .token(let token): .nobody(Credential(token: token))
            case .tokenFile(let path): .file(TokenFile(path))
            case .plugin(let plugin): .plugin(PluginCredentials(plugin))
            }
    }

    func current() async throws -> Credential {
        switch keeper {
        case .nobody(let credential): credential
        case .file(let file): Credential(token: try file.current())
        case .plugin(let plugin): try await plugin.current()
        }
    }

    /// Asks the keeper once more; nil when there is none, or it still has what was refused.
    func replacement(for refused: Credential) async throws -> Credential? {
        switch keeper {
        case .nobody: nil
        case .file(let file): try file.replacement(for: refused.token).map { Credential(token: $0) }
        case .plugin(let plugin): try await plugin.replacement(for: refused)
        }
    }
}
