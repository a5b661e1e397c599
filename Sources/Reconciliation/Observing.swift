package import Core

/// Looks at all scopes at once; the answers come in the order of the scopes.
package func observe(
    _ blueprint: Blueprint, with providers: [any Provider], selection: Selection = .all
) async throws(CancellationError) -> [Observation] {
    // Namespaces always: they say what of theirs is protected.
    let kinds = blueprint.kinds.filter { selection.includes(kind: $0.name) || $0.name == "Namespace" }
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

/// Adds to observations all that is in some namespaces, whoever it belongs to.
package func lookInto(
    _ namespaces: [ObjectID], _ observations: [Observation], with providers: [any Provider]
) async throws(CancellationError) -> [Observation] {
    var result = observations
    for place in result.indices {
        let scope = result[place].scope
        let names = namespaces.filter { $0.scope == scope }.map(\.name)
        guard !names.isEmpty, let provider = providers.first(where: { $0.scope == scope }) else { continue }
        result[place].occupancies = try await provider.occupants(of: names)
    }
    return result
}
