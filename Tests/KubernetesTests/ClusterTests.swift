import Core
import HTTP
import ProviderContract
import Testing
import Values

@testable import Kubernetes

/// What only a real API server can tell, beyond the contract.
@Suite struct ClusterTests {
    @Test("Who may nothing learns which rule is missing, and no kind looks empty")
    func viewer() async throws {
        let provider = try Testbed.provider("\(Testbed.region)-viewer")
        let request = ObservationRequest(
            fleet: "parking", kinds: [SampleKind.configMap, SampleKind.deployment], desired: [])
        for look in try await provider.observe(request).looks.values {
            guard case .failed(let problem) = look.outcome else {
                Issue.record("the look did not fail")
                continue
            }
            #expect(problem.code == "kubernetes.forbidden")
            #expect(problem.help?.contains(#"verbs: ["list"]}"#) == true)
        }
        let change = change(.create, configMap("a", in: "default", ["a": "b"]))
        let problem = await #expect(throws: Problem.self) { try await provider.perform(change) }
        #expect(problem?.code == "kubernetes.forbidden")
    }

    @Test("A token and a client certificate are equally good")
    func token() async throws {
        let provider = try Testbed.provider("\(Testbed.region)-token")
        let request = ObservationRequest(fleet: "parking", kinds: [SampleKind.namespace], desired: [])
        #expect(try await provider.observe(request).looks["Namespace"]?.isComplete == true)
    }

    @Test("Every character arrives as it was sent")
    func characters() async throws {
        try await inNamespace { fixture in
            let text =
                "tab\t nul\u{0} del\u{7F} nel\u{85} c1\u{9F} nbsp\u{A0} ls\u{2028}\u{2029} bom\u{FEFF} "
                + "\u{FFFD}\u{FFFE}\u{FFFF} é🚗 \"quoted\" \\ #no: - comment\r\n"
            let desired = configMap("a", in: fixture.namespace, fleet: fixture.fleet, ["text": .string(text)])
            #expect(try await fixture.provider.perform(change(.create, desired)) == .applied)
            let body = try await fixture.object(desired.id, desired.kind)?.body.decode()
            #expect(body?[key: "data"]?[key: "text"]?.string.map { Array($0.utf8) } == Array(text.utf8))
        }
    }

    @Test("A create that was made already is done, and makes no new revision")
    func createTwice() async throws {
        try await inNamespace { fixture in
            let desired = configMap("a", in: fixture.namespace, fleet: fixture.fleet, ["a": "b"])
            #expect(try await fixture.provider.perform(change(.create, desired)) == .applied)
            let first = try await fixture.object(desired.id, desired.kind)
            #expect(try await fixture.provider.perform(change(.create, desired)) == .applied)
            #expect(try await fixture.object(desired.id, desired.kind)?.version == first?.version)
        }
    }

    @Test("Fields that were taken back already are done, also with the revision of before")
    func takeBackTwice() async throws {
        try await inNamespace { fixture in
            let desired = configMap("a", in: fixture.namespace, fleet: fixture.fleet, ["a": "b"])
            _ = try await fixture.provider.perform(change(.create, desired))
            try await fixture.change(desired.id, desired.kind, as: "kubectl-edit", ["data": ["a": "x"]])
            let seen = try await fixture.object(desired.id, desired.kind)?.version
            let takeBack = change(.update, desired, from: seen, takesOwnership: true)
            #expect(try await fixture.provider.perform(takeBack) == .applied)
            let first = try await fixture.object(desired.id, desired.kind)
            #expect(try await fixture.provider.perform(takeBack) == .applied)
            #expect(try await fixture.object(desired.id, desired.kind)?.version == first?.version)
        }
    }

    @Test("A replacement that ended already is done, and replaces nothing again")
    func replaceTwice() async throws {
        try await inNamespace { fixture in
            let old = configMap("a", in: fixture.namespace, fleet: fixture.fleet, ["a": "b"])
            _ = try await fixture.provider.perform(change(.create, old))
            let seen = try await fixture.object(old.id, old.kind)?.version
            let new = configMap("a", in: fixture.namespace, fleet: fixture.fleet, ["a": "c"])
            #expect(try await fixture.provider.perform(change(.replace, new, from: seen)) == .applied)
            let first = try await fixture.object(new.id, new.kind)
            #expect(first?.version.uid != seen?.uid)
            #expect(try await fixture.provider.perform(change(.replace, new, from: seen)) == .applied)
            #expect(try await fixture.object(new.id, new.kind)?.version == first?.version)
        }
    }

    @Test("What a finalizer holds is pending, for a delete, a replacement and a create, until it is released")
    func finalizer() async throws {
        try await inNamespace { fixture in
            let desired = configMap("a", in: fixture.namespace, fleet: fixture.fleet, ["a": "b"])
            _ = try await fixture.provider.perform(change(.create, desired))
            try await fixture.change(
                desired.id, desired.kind, as: "guard",
                ["metadata": ["finalizers": ["example.org/guard"]]])
            let seen = try #require(try await fixture.object(desired.id, desired.kind)?.version)
            let delete = change(.delete, desired, from: seen)
            for _ in 0..<2 {
                #expect(try await isPending(fixture.provider.perform(delete)))
                #expect(try await isPending(fixture.provider.perform(change(.replace, desired, from: seen))))
                #expect(try await isPending(fixture.provider.perform(change(.create, desired))))
            }
            try await fixture.change(
                desired.id, desired.kind, as: "guard", ["metadata": ["finalizers": .null]])
            #expect(try await fixture.provider.perform(delete) == .applied)
            // The name is free; whoever takes it is not what was to go.
            _ = try await fixture.provider.perform(change(.create, desired))
            #expect(try await fixture.provider.perform(delete) == .applied)
            #expect(try await fixture.object(desired.id, desired.kind) != nil)
        }
    }

    @Test("A workload is only gone when what controllers made for it is gone")
    func foreground() async throws {
        try await inNamespace { fixture in
            let kind = Kind("Deployment", group: "apps", hasDependents: true)
            let labels: Value = ["app": "a"]
            let template: Value = [
                "metadata": ["labels": labels],
                "spec": ["containers": [["name": "a", "image": "example.org/a:1"]]],
            ]
            let desired = object(
                kind, "a", in: fixture.namespace, fleet: fixture.fleet,
                ["spec": ["replicas": 0, "selector": ["matchLabels": labels], "template": template]])
            _ = try await fixture.provider.perform(change(.create, desired))
            let seen = try #require(try await fixture.object(desired.id, kind)?.version)
            // As its controller would make it, and held so that it cannot go at once.
            let dependents = Kind("ReplicaSet", group: "apps")
            let dependent = ObjectID(
                Testbed.scope, "ReplicaSet", namespace: fixture.namespace, name: "a-1")
            let owner: Value = [
                "apiVersion": "apps/v1", "kind": "Deployment", "name": "a", "uid": .string(seen.uid),
                "controller": true, "blockOwnerDeletion": true,
            ]
            try await fixture.create(
                dependent, dependents,
                [
                    "apiVersion": "apps/v1", "kind": "ReplicaSet",
                    "metadata": [
                        "name": "a-1", "ownerReferences": [owner], "finalizers": ["example.org/guard"],
                    ],
                    "spec": ["replicas": 0, "selector": ["matchLabels": labels], "template": template],
                ])
            let delete = change(.delete, desired, from: seen)
            for _ in 0..<3 {
                guard case .pending = try await fixture.provider.perform(delete) else {
                    Issue.record("it is gone before what was made for it")
                    return
                }
                try await fixture.pause()
            }
            try await fixture.change(
                dependent, dependents, as: "guard", ["metadata": ["finalizers": .null]])
            var outcome = try await fixture.provider.perform(delete)
            for _ in 0..<100 where outcome != .applied {
                try await fixture.pause()
                outcome = try await fixture.provider.perform(delete)
            }
            #expect(outcome == .applied)
        }
    }

    @Test("Missing objects cost no request each, however many there are")
    func missing() async throws {
        try await inNamespace { fixture in
            let ids = (0..<300).map {
                ObjectID(Testbed.scope, "ConfigMap", namespace: fixture.namespace, name: "a\($0)")
            }
            let theirs: Value = [
                "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a7"], "data": ["a": "b"],
            ]
            try await fixture.create(ids[7], SampleKind.configMap, theirs)
            let request = ObservationRequest(
                fleet: fixture.fleet, kinds: [SampleKind.namespace, SampleKind.configMap], desired: ids)
            let observation = try await fixture.provider.observe(request)
            let look = try #require(observation.looks["ConfigMap"])
            #expect(look.isComplete)
            #expect(look.objects.map(\.id) == [ids[7]])
            #expect(look.objects.first?.mark == nil)
        }
    }

    @Test("A field that the cluster does not know is told as such")
    func unknownField() async throws {
        try await inNamespace { fixture in
            var desired = configMap("a", in: fixture.namespace, fleet: fixture.fleet, ["a": "b"])
            var body = desired.body.fields ?? Fields()
            body["dato"] = ["a": "b"]
            desired = DesiredObject(
                id: desired.id, kind: desired.kind, owner: desired.owner, body: .object(body),
                fingerprint: desired.fingerprint, origins: [], needs: [])
            let create = change(.create, desired)
            let problem = await #expect(throws: Problem.self) { try await fixture.provider.perform(create) }
            #expect(problem?.code == "kubernetes.unknown-field")
        }
    }
}

/// Held by the test's finalizer, and says so.
private func isPending(_ outcome: Outcome) -> Bool {
    if case .pending(_, let reason) = outcome {
        reason.hasSuffix("finalizer example.org/guard")
    } else {
        false
    }
}

private func inNamespace(_ body: (ClusterFixture) async throws -> Void) async throws {
    try await ClusterFixture.use { fixture in
        let namespace = object(SampleKind.namespace, fixture.namespace, in: "", fleet: fixture.fleet, [:])
        _ = try await fixture.provider.perform(change(.create, namespace))
        try await body(fixture)
    }
}

private func configMap(
    _ name: String, in namespace: String, fleet: String = "parking", _ data: Value
) -> DesiredObject {
    object(SampleKind.configMap, name, in: namespace, fleet: fleet, ["data": data])
}

private func object(
    _ kind: Kind, _ name: String, in namespace: String, fleet: String, _ content: Fields
) -> DesiredObject {
    let fingerprint = Fingerprint.of(.object(content))
    var body: Fields = [
        "apiVersion": .string(kind.apiVersion), "kind": .string(kind.name),
        "metadata": [
            "name": .string(name),
            "labels": [
                Mark.managedByLabel: .string(Mark.managedByValue), Mark.fleetLabel: .string(fleet),
            ],
            "annotations": [Mark.fingerprintAnnotation: .string(fingerprint)],
        ],
    ]
    for (key, value) in content { body[key] = value }
    return DesiredObject(
        id: ObjectID(Testbed.scope, kind.name, namespace: namespace, name: name), kind: kind,
        owner: .tenant("nordwind"), body: .object(body), fingerprint: fingerprint, origins: [], needs: [])
}

private func change(
    _ action: Action, _ desired: DesiredObject, from observed: ObjectVersion? = nil,
    takesOwnership: Bool = false
) -> Change {
    Change(
        id: desired.id, kind: desired.kind, owner: desired.owner, action: action, reason: .specChanged,
        desired: action == .delete ? nil : desired, observed: observed, takesOwnership: takesOwnership)
}
