import Core
import Testing
import Values

/// What one check works with: a fixture with its namespace made, and short ways to plan, apply and look.
struct Bench {
    let fixture: any ProviderFixture
    var scope: Scope { fixture.provider.scope }

    func id(_ kind: Kind, _ name: String) -> ObjectID {
        ObjectID(scope, kind.name, namespace: kind.isNamespaced ? fixture.namespace : "", name: name)
    }

    var namespaceID: ObjectID { id(SampleKind.namespace, fixture.namespace) }

    /// A manifest with the fleet's mark.
    ///
    /// - Parameter content: `data` or `spec`, and `metadata` with further labels.
    func desired(_ kind: Kind, _ name: String, fleet: String? = nil, _ content: Value = [:]) -> DesiredObject
    {
        let id = id(kind, name)
        var metadata: Value = [
            "name": .string(name),
            "labels": [
                Mark.managedByLabel: .string(Mark.managedByValue),
                Mark.fleetLabel: .string(fleet ?? fixture.fleet), Mark.tenantLabel: "nordwind",
            ],
            "annotations": [Mark.fingerprintAnnotation: .string(Fingerprint.of(content))],
        ]
        if kind.isNamespaced { metadata = metadata.merging(["namespace": .string(id.namespace)]) }
        let manifest: Value = [
            "apiVersion": .string(kind.apiVersion), "kind": .string(kind.name), "metadata": metadata,
        ]
        return DesiredObject(
            id: id, kind: kind, owner: .tenant("nordwind"), body: manifest.merging(content),
            fingerprint: Fingerprint.of(content), origins: [], needs: [])
    }

    /// - Parameters:
    ///   - seen: the object as the plan saw it; nil is a plan that can tell nothing of what has moved since.
    ///   - paths: of attributes that the plan shows.
    func change(
        _ action: Action, _ desired: DesiredObject, from observed: ObjectVersion? = nil,
        seen: ObservedObject? = nil, of paths: [FieldPath] = [],
        takesOwnership: Bool = false, handovers: [Handover] = []
    ) -> Change {
        let before = try? seen?.body.decode()
        let differences = paths.map { path in
            Difference(
                path: path, before: before?[at: path], after: desired.body[at: path], origin: nil)
        }
        return Change(
            id: desired.id, kind: desired.kind, owner: desired.owner, action: action, reason: .specChanged,
            differences: differences, desired: action == .delete ? nil : desired,
            observed: observed ?? seen?.version, seen: seen?.body, takesOwnership: takesOwnership,
            handovers: handovers)
    }
}

extension Bench {
    /// Performs until it is no longer pending.
    func perform(_ change: Change) async throws {
        for _ in 0..<Self.patience {
            guard case .pending = try await fixture.provider.perform(change) else { return }
            try await fixture.pause()
        }
        Issue.record("\(change.action) of \(change.id) does not end")
    }

    func makeNamespace() async throws {
        try await perform(change(.create, desired(SampleKind.namespace, fixture.namespace)))
    }

    func create(_ desired: DesiredObject) async throws { try await perform(change(.create, desired)) }

    /// Applies over what is there now.
    func update(
        _ desired: DesiredObject, takesOwnership: Bool = false, handovers: [Handover] = []
    ) async throws {
        let seen = try await existing(desired)
        try await perform(
            change(
                .update, desired, seen: seen, takesOwnership: takesOwnership, handovers: handovers))
    }

    func object(_ id: ObjectID, _ kind: Kind) async throws -> ObservedObject? {
        try await fixture.object(id, kind)
    }

    func existing(_ desired: DesiredObject) async throws -> ObservedObject {
        let found = try await object(desired.id, desired.kind)
        return try #require(found)
    }

    func body(_ desired: DesiredObject) async throws -> Value { try await existing(desired).body.decode() }

    /// Looks at one kind, as the fleet.
    func look(at kind: Kind, desired: [ObjectID] = []) async throws -> Look {
        let observation = try await fixture.provider.observe(
            ObservationRequest(fleet: fixture.fleet, kinds: [kind], desired: desired))
        #expect(observation.scope == scope)
        return try #require(observation.looks[kind.name])
    }

    /// Expects a problem of this code, and that the object is as before.
    @discardableResult
    func expectRefusal(
        _ code: String, _ change: Change, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Problem? {
        let before = try await object(change.id, change.kind)
        let problem = await #expect(throws: Problem.self, sourceLocation: sourceLocation) {
            try await perform(change)
        }
        #expect(problem?.code == code, sourceLocation: sourceLocation)
        let after = try await object(change.id, change.kind)
        #expect(after?.version == before?.version, sourceLocation: sourceLocation)
        #expect(after?.body == before?.body, sourceLocation: sourceLocation)
        return problem
    }

    func waitUntilGone(_ id: ObjectID, _ kind: Kind) async throws {
        for _ in 0..<Self.patience {
            if try await object(id, kind) == nil { return }
            try await fixture.pause()
        }
        Issue.record("\(id) does not go")
    }

    private static let patience = 300
}

extension Value {
    /// Members of both objects, those of `other` first in precedence, at every depth.
    func merging(_ other: Value) -> Value {
        guard let own = fields, let others = other.fields else { return other }
        return .object(
            Fields(
                own.paired(with: others).map { key, own, other in
                    (key, own.map { own in other.map { own.merging($0) } ?? own } ?? other ?? .null)
                }))
    }
}
