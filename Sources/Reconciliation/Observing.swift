package import Core

/// Looks at all scopes at once; the answers come in the order of the scopes.
package func observe(
    _ blueprint: Blueprint, with providers: [any Provider], selection: Selection = .all
) async throws(CancellationError) -> [Observation] {
    let kinds = blueprint.kinds.filter { selection.includes(kind: $0.name) }
    let desired = Dictionary(
        grouping: blueprint.objects.filter { selection.includes($0.id, of: $0.owner) }, by: \.id.scope)
    let observations = await withTaskGroup(of: Observation?.self) { group in
        for provider in providers where selection.includes(provider.scope) {
            let request = ObservationRequest(
                fleet: blueprint.fleet, kinds: kinds, desired: (desired[provider.scope] ?? []).map(\.id))
            group.addTask { try? await provider.observe(request) }
        }
        return await group.reduce(into: [Observation?]()) { $0.append($1) }
    }
    guard !Task.isCancelled, !observations.contains(where: { $0 == nil }) else { throw CancellationError() }
    return observations.compactMap { $0 }.sorted { $0.scope < $1.scope }
}
