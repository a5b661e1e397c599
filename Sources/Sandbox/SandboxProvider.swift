package import Core

/// One scope of a sandbox, which behaves as an API server does as far as a `Provider` shows it.
///
/// It answers at once: nothing starts, nothing is pending, and a deleted namespace is gone with all that was
/// in it. What a server fills in by itself, it does not.
package struct SandboxProvider: Provider {
    package let scope: Scope
    let store: SandboxStore
    /// Names of the kinds that it serves.
    let served: Set<String>
    /// API groups by the kinds' names.
    let groups: [String: String]

    package init(_ store: SandboxStore, scope: Scope, kinds: [Kind]) {
        self.store = store
        self.scope = scope
        served = Set(kinds.map(\.name))
        groups = Dictionary(kinds.map { ($0.name, $0.group) }, uniquingKeysWith: { first, _ in first })
    }
}
