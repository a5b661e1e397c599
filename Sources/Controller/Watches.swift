import Core

/// The watches of all scopes that can be watched.
struct Watches {
    private var tasks: [Scope: Task<Void, Never>] = [:]
    /// Kinds whose moves are not told at present.
    private var lost: [Scope: Set<String>] = [:]

    mutating func begin(
        _ provider: any Provider, _ blueprint: Blueprint, tell: @escaping @Sendable (WatchEvent) -> Void
    ) {
        tasks.removeValue(forKey: provider.scope)?.cancel()
        let (kinds, fleet) = (blueprint.kinds.filter { $0.belongs(in: provider.scope) }, blueprint.fleet)
        // What was lost stays so until the new watch says that it listens. Of what it does not watch it says nothing.
        lost[provider.scope]?.formIntersection(kinds.map(\.name))
        guard let watcher = provider as? any Watcher else { return }
        tasks[provider.scope] = Task { try? await watcher.watch(kinds, of: fleet, tell: tell) }
    }

    /// Whether it is the first of its scope.
    mutating func lose(_ kind: String, in scope: Scope) -> Bool {
        let isFirst = lost[scope, default: []].isEmpty
        lost[scope, default: []].insert(kind)
        return isFirst
    }

    /// Whether it was the last that was lost of its scope.
    mutating func find(_ kind: String, in scope: Scope) -> Bool {
        lost[scope]?.remove(kind) != nil && lost[scope]?.isEmpty == true
    }

    mutating func end(_ scope: Scope) {
        tasks.removeValue(forKey: scope)?.cancel()
        lost[scope] = nil
    }

    mutating func end() {
        for task in tasks.values { task.cancel() }
        tasks = [:]
    }
}
