import Core
import ProviderContract
import Testing
import Values

@testable import Sandbox

@Suite struct DriftTests {
    static let container: Value = ["name": "app", "image": "a:1", "ports": [["containerPort": 80]]]
    static let content: Value = [
        "spec": ["replicas": 2, "containers": [container]], "data": ["tier": "pro"],
    ]

    @Test(
        "A field is set at a path, and what is missing on the way is made",
        arguments: [
            ("spec.replicas", "spec.replicas"), ("spec.strategy.type", "spec.strategy.type"),
            ("spec.containers[name=app].image", "spec.containers[name=app].image"),
            ("spec.containers[name=new].image", "spec.containers[name=new].image"),
            ("spec.containers[name=app].env[name=A].value", "spec.containers[name=app].env[name=A].value"),
            ("spec.containers[0].ports[1]", "spec.containers[name=app].ports[1]"),
        ])
    func setting(_ path: String, _ found: String) throws {
        let new = try Self.content.setting("changed", at: try FieldPath(parsing: path))
        #expect(new[at: try FieldPath(parsing: found)] == "changed")
        #expect(new[at: "data.tier"] == "pro")
        #expect(new[at: "spec.containers[name=app].name"] == "app")
    }

    @Test(
        "A path through something of another shape is refused",
        arguments: ["spec.replicas.count", "spec.containers.image", "spec[name=a]", "spec.containers[7]"])
    func mismatch(_ path: String) throws {
        let path = try FieldPath(parsing: path)
        #expect(throws: PathMismatch.self) { try Self.content.setting(1, at: path) }
        #expect(throws: PathMismatch.self) { try Self.content.removing(path) }
    }

    @Test("Only what is there can be taken away", arguments: ["data.nothing", "spec.containers[name=x]", ""])
    func missing(_ path: String) throws {
        let path = try FieldPath(parsing: path)
        #expect(throws: PathMismatch.self) { try Self.content.removing(path) }
    }

    @Test("A field is removed, and nothing beside it")
    func removing() throws {
        let new = try Self.content.removing("spec.containers[name=app].image")
        #expect(new[at: "spec.containers"] == [["name": "app", "ports": [["containerPort": 80]]]])
        #expect(try Self.content.removing("spec.containers[name=app]")[at: "spec.containers"] == [])
    }

    @Test("Drift shows the object and its managers, and the identity of an object cannot drift")
    func store() async throws {
        let fixture = try SandboxFixture()
        let kind = SampleKind.namespace
        let id = ObjectID(fixture.provider.scope, "Namespace", name: "a")
        let manifest: Value = [
            "apiVersion": "v1", "kind": "Namespace",
            "metadata": ["name": "a", "labels": ["team": "x"]],
        ]
        try await fixture.store.drift(id, kind, by: "helm", .create(manifest))
        try await fixture.store.drift(id, kind, .set("metadata.labels.team", "y"))
        let entry = try #require(await fixture.store.list().first)
        #expect(
            entry == SandboxEntry(id: id, mark: nil, managers: ["helm", "kubectl-edit"], isProtected: false))
        for path: FieldPath in ["metadata.name", "kind"] {
            let problem = await #expect(throws: Problem.self) {
                try await fixture.store.drift(id, kind, .set(path, "b"))
            }
            #expect(problem?.code == "sandbox.bad-drift")
        }
        let other = ObjectID(id.scope, "Namespace", name: "b")
        let problem = await #expect(throws: Problem.self) {
            try await fixture.store.drift(other, kind, .delete)
        }
        #expect(problem?.code == "sandbox.no-object")
    }
}
