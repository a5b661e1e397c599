package import Core

/// Looks at all scopes at once; the answers come in the order of the scopes.
///
/// - Parameter patience: how long the last scopes are waited for; nil is for ever.
package func observe(
    _ blueprint: Blueprint, with providers: [any Provider], selection: Selection = .all,
    patience: Patience? = nil
) async throws(CancellationError) -> [Observation] {
    // Namespaces always: they say what of theirs is protected.
    let kinds = blueprint.kinds.filter { selection.includes(kind: $0.name) || $0.name == "Namespace" }
    let desired = Dictionary(
        grouping: blueprint.objects.filter { selection.includes($0.id, of: $0.owner) }, by: \.id.scope)
    // Nobody's lists but those of AWS lag behind.
    let specified = Dictionary(
        grouping: blueprint.objects.filter { $0.id.scope.world == .aws }, by: \.id.scope
    )
    .mapValues { Dictionary($0.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }) }
    let asked = providers.filter { selection.includes($0.scope) }
    let start = ContinuousClock.now
    let observations = await withTaskGroup(of: Answer.self) { group -> [Scope: Observation]? in
        if let longest = patience?.longest {
            group.addTask { await .enough(.ofAll, after: longest) }
        }
        for provider in asked {
            let request = ObservationRequest(
                fleet: blueprint.fleet, kinds: kinds.filter { $0.belongs(in: provider.scope) },
                desired: (desired[provider.scope] ?? []).map(\.id),
                specified: specified[provider.scope] ?? [:],
                owners: selection.owners)
            group.addTask { .seen((try? await provider.observe(request))) }
        }
        // What comes after its time was up is not looked at any more.
        var seen: [Scope: Observation] = [:]
        var limits: Set<Limit> = []
        func limit(_ limit: Limit, after delay: Duration) {
            if limits.insert(limit).inserted { group.addTask { await .enough(limit, after: delay) } }
        }
        while seen.count < asked.count, let answer = await group.next() {
            switch answer {
            case .seen(nil):
                group.cancelAll()
                return nil
            case .seen(let observation?):
                if seen[observation.scope] == nil { seen[observation.scope] = observation }
            case .enough(let limit):
                let at = seen.values.map(\.at).max() ?? Timestamp(seconds: 0)
                for provider in asked
                where limit.concerns(provider.scope) && seen[provider.scope] == nil {
                    seen[provider.scope] = .unanswered(provider.scope, kinds, at: at, limit)
                }
            }
            guard let patience else { continue }
            let delay = patience.delay(after: .now - start)
            for world in Set(asked.map(\.scope.world)) {
                let peers = asked.count { $0.scope.world == world }
                if seen.keys.count(where: { $0.world == world }) * 2 >= peers {
                    limit(.ofTheOthers(world), after: delay)
                }
            }
            if seen.count * 2 >= asked.count { limit(.ofTheOthers(nil), after: delay * patience.otherWorlds) }
        }
        group.cancelAll()
        return seen
    }
    guard !Task.isCancelled, let observations else { throw CancellationError() }
    return observations.values.sorted { $0.scope < $1.scope }
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

/// How long the last scopes of a world are waited for once half of them have answered: one cluster that is away does not
/// hold up the others.
package struct Patience: Sendable {
    package var least: Duration
    /// Of the time that the first half took.
    package var factor: Double
    /// How many times as long the scopes of other worlds are waited for: a look at AWS takes longer than one at a cluster.
    package var otherWorlds: Double
    /// How long anybody is waited for at all; nil is for ever.
    package var longest: Duration?

    package init(
        least: Duration = .seconds(10), factor: Double = 3, otherWorlds: Double = 6, longest: Duration? = nil
    ) {
        self.least = least
        self.factor = factor
        self.otherWorlds = otherWorlds
        self.longest = longest
    }

    func delay(after elapsed: Duration) -> Duration { max(least, elapsed * factor) }
}

private enum Answer: Sendable {
    /// Nil when it was cancelled.
    case seen(Observation?)
    case enough(Limit)

    static func enough(_ limit: Limit, after delay: Duration) async -> Answer {
        try? await Task.sleep(for: delay)
        return .enough(limit)
    }
}

/// Whose time was up.
private enum Limit: Hashable, Sendable {
    /// Everybody's.
    case ofAll
    /// The time of whoever was left when half of this world, or of all, had answered.
    case ofTheOthers(World?)

    func concerns(_ scope: Scope) -> Bool {
        if case .ofTheOthers(let world?) = self { scope.world == world } else { true }
    }

    var words: String {
        switch self {
        case .ofAll: "it did not answer in all the time that this look may take"
        case .ofTheOthers: "the others have answered long ago and are not held up for it"
        }
    }
}

extension Observation {
    fileprivate static func unanswered(
        _ scope: Scope, _ kinds: [Kind], at: Timestamp, _ limit: Limit
    ) -> Observation {
        let problem = Problem(
            "observation.slow",
            "not looked at, because \(scope.world == .aws ? "AWS" : "its cluster") takes too long to answer",
            detail: limit.words,
            help:
                "see whether its API is up and not overloaded, and whether the network lets you through",
            isRetryable: true)
        let looks = kinds.filter { $0.belongs(in: scope) }.map { ($0.name, Look(.failed(problem))) }
        return Observation(
            scope: scope, at: at, looks: Dictionary(looks, uniquingKeysWith: { first, _ in first }))
    }
}
