import Blueprints
import Core
import Specs
import TestSupport
import Testing
import Values

@Suite("Ignore rules")
struct IgnoreRuleTests {
    /// The small fleet with these rules, each a flow mapping.
    private func blueprint(_ rules: String...) async throws -> Blueprint {
        var files = SmallFleet("lots").files
        let list = rules.map { "    - \($0)\n" }.joined()
        if !rules.isEmpty { files["specs/platform.yaml", default: ""] += "  ignore:\n\(list)" }
        let load = await Fleet.load(
            files: files.map { SpecFile(path: $0.key, bytes: Array($0.value.utf8)) })
        return try #require(load.fleet, "\(load.diagnostics)").blueprint()
    }

    private func deployment(_ blueprint: Blueprint, of owner: Owner = .tenant("north")) throws
        -> DesiredObject
    {
        try #require(blueprint.objects.first { $0.id.kind == "Deployment" && $0.owner == owner })
    }

    @Test("They know the kinds that a fleet holds")
    func kinds() {
        #expect(
            ManagedKind.allCases.map(\.rawValue) == Kind.all.filter { $0.world == .kubernetes }.map(\.name))
    }

    @Test("What is ignored is made as the specs say, and not stated from then on")
    func stated() async throws {
        let plain = try deployment(try await blueprint())
        let image: FieldPath = "spec.template.spec.containers[name=app].image"
        let ignoring = try deployment(
            try await blueprint("{kind: Deployment, path: 'spec.template.spec.containers[name=app].image'}"))
        #expect(plain.body[at: image] != nil)
        #expect(ignoring.body[at: image] == nil)
        #expect(ignoring.bodyAtFirst[at: image] == plain.body[at: image])
        #expect(ignoring.left.map(\.path) == [image])
        #expect(Mark.leftPaths(of: ignoring.body) == [image])
        #expect(Mark.leftPaths(of: ignoring.bodyAtFirst) == [image])
        #expect(ignoring.fingerprint != plain.fingerprint)
        // Both bear the same mark: of what is stated later on.
        for body in [ignoring.body, ignoring.bodyAtFirst] {
            #expect(body[at: Mark.fingerprintPath] == .string(ignoring.fingerprint))
        }
        let unmarked = ignoring.body.replacing(Mark.fingerprintPath, with: nil)
        #expect(Mark.fingerprint(of: unmarked, ignoring.kind.comparison) == ignoring.fingerprint)
    }

    @Test("What is not stated is left to others without a word in the object")
    func unstated() async throws {
        let path: FieldPath = #"metadata.annotations["sidecar.istio.io/status"]"#
        let plain = try deployment(try await blueprint())
        let ignoring = try deployment(
            try await blueprint(
                #"{kind: Deployment, path: 'metadata.annotations["sidecar.istio.io/status"]'}"#))
        #expect(ignoring.body == plain.body && ignoring.bodyAtFirst == plain.body)
        #expect(ignoring.left.map(\.path) == [path])
        #expect(ignoring.digest != plain.digest)
    }

    @Test("They are about the objects that they name, and no others")
    func narrowed() async throws {
        func touched(_ narrowing: String) async throws -> [String] {
            try await blueprint("{kind: Deployment, path: spec.replicas\(narrowing)}").objects.filter {
                !$0.ignored.isEmpty
            }.map { "\($0.owner)" }.sorted()
        }
        #expect(try await touched("") == ["region eu-west-1", "tenant north"])
        #expect(try await touched(", tenants: [north]") == ["tenant north"])
        #expect(try await touched(", tenants: [corner]") == [])
        #expect(try await touched(", regions: [eu-west-1]") == ["region eu-west-1", "tenant north"])
        #expect(try await touched(", names: [lots-app]") == ["region eu-west-1", "tenant north"])
        #expect(try await touched(", names: [other]") == [])
    }

    @Test("Of an element, as few keys as tell it from the others are enough")
    func partlyNamed() async throws {
        let port = try deployment(
            try await blueprint(
                "{kind: Deployment, path: 'spec.template.spec.containers[name=app].ports[containerPort=8080].name'}"
            ))
        let path: FieldPath = "spec.template.spec.containers[name=app].ports[containerPort=8080,protocol=TCP]"
        #expect(port.left.map(\.path) == [path.appending(.key("name"))])
        #expect(port.body[at: path]?.fields?.map(\.key) == ["containerPort", "protocol"])
    }

    @Test("What tells an element from others stays, also where a rule names it in part")
    func keys() async throws {
        let path = "spec.template.spec.containers[name=app].ports[containerPort=8080].protocol"
        let ignoring = try deployment(try await blueprint("{kind: Deployment, path: '\(path)'}"))
        let plain = try deployment(try await blueprint())
        #expect(ignoring.body == plain.body)
    }

    @Test("What holds nothing else is not stated either, as if it were empty")
    func emptied() async throws {
        let plain = try await blueprint()
        let data = plain.objects.first { $0.id.kind == "ConfigMap" && $0.owner == .region("eu-west-1") }
        let keys = try #require(data?.body[key: "data"]?.fields?.map(\.key))
        let rules = keys.map { "{kind: ConfigMap, path: data.\($0), names: [settings]}" }
        var files = SmallFleet("lots").files
        files["specs/platform.yaml", default: ""] += "  ignore:\n" + rules.map { "    - \($0)\n" }.joined()
        let load = await Fleet.load(
            files: files.map { SpecFile(path: $0.key, bytes: Array($0.value.utf8)) })
        let ignoring = try #require(load.fleet).blueprint().objects.first { $0.id == data?.id }
        #expect(ignoring?.body[key: "data"] == nil)
        #expect(ignoring?.bodyAtFirst[key: "data"] == data?.body[key: "data"])
    }

    @Test("What others are made from is what they are made with")
    func selectors() async throws {
        let plain = try await blueprint()
        let ignoring = try await blueprint("{kind: Deployment, path: spec.selector}")
        for kind in ["Service", "PodDisruptionBudget"] {
            let before = plain.objects.filter { $0.id.kind == kind }.map(\.body)
            #expect(!before.isEmpty)
            #expect(ignoring.objects.filter { $0.id.kind == kind }.map(\.body) == before)
        }
    }

    @Test("Rules one within the other leave what both say, and make all of it")
    func nested() async throws {
        let image: FieldPath = "spec.template.spec.containers[name=app].image"
        let inner = "{kind: Deployment, path: 'spec.template.spec.containers[name=app].image'}"
        let outer = "{kind: Deployment, path: spec.template}"
        let plain = try deployment(try await blueprint())
        for rules in [(inner, outer), (outer, inner)] {
            let object = try deployment(try await blueprint(rules.0, rules.1))
            #expect(object.body[at: "spec.template"] == nil)
            #expect(object.bodyAtFirst[at: "spec.template"] == plain.body[at: "spec.template"])
            #expect(object.leaves(image))
        }
    }

    @Test("Another set of rules is another blueprint")
    func digest() async throws {
        let digests = [
            try await blueprint().digest,
            try await blueprint("{kind: Deployment, path: spec.replicas}").digest,
            try await blueprint("{kind: Deployment, path: spec.replicas, tenants: [north]}").digest,
            try await blueprint("{kind: Deployment, path: spec.paused}").digest,
        ]
        #expect(Set(digests).count == digests.count)
        // Why, is nothing that a plan depends on.
        #expect(
            try await blueprint("{kind: Deployment, path: spec.replicas, reason: ops do}").digest
                == digests[1])
    }

    @Test("Each says where it stands, and why")
    func places() async throws {
        let object = try deployment(
            try await blueprint("{kind: Deployment, path: spec.replicas, reason: scaled by hand}"))
        let found = try #require(object.ignored.first)
        #expect(found.path == "spec.replicas" && found.rule.reason == "scaled by hand")
        #expect(found.rule.origin == object.origin(of: Mark.leftPath))
    }
}
