package import Core

/// Asks the worlds what would come of a plan's changes, concurrently within a bound for each scope.
package func rehearse(
    _ plan: Plan, with providers: [any Provider], inFlightPerScope: Int = 16
) async throws(CancellationError) -> [ObjectID: Rehearsal] {
    let changes = Dictionary(grouping: plan.rehearsals.possible, by: \.id.scope)
    let results = await withTaskGroup(of: [(ObjectID, Rehearsal?)].self) { group in
        for provider in providers {
            guard let changes = changes[provider.scope] else { continue }
            // Each takes the next of its stride: as many tasks as there may be requests under way.
            for share in 0..<min(inFlightPerScope, changes.count) {
                group.addTask {
                    var results: [(ObjectID, Rehearsal?)] = []
                    for place in stride(from: share, to: changes.count, by: inFlightPerScope) {
                        let change = changes[place]
                        results.append((change.id, try? await provider.rehearse(change)))
                    }
                    return results
                }
            }
        }
        return await group.reduce(into: []) { $0 += $1 }
    }
    if Task.isCancelled { throw CancellationError() }
    return Dictionary(
        results.compactMap { id, rehearsal in rehearsal.map { (id, $0) } },
        uniquingKeysWith: { first, _ in first })
}
