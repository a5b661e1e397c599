import Blueprints
import Core
import Specs
import Testing
import Values

@Suite("Where values come from")
struct ExplainerTests {
    /// The example, with a tenant that overrides its tier, all in one file and with its name at a document's end.
    private func fleet() async throws -> Fleet {
        let odd = """
            apiVersion: cadastre.dev/v1
            kind: Tenant
            spec:
              company: First
              tier: premium
              region: eu-west-1
              contacts: {admin: a@first.example}
              limits: {users: 900}
            metadata: {name: first}
            ---
            apiVersion: cadastre.dev/v1
            kind: Tenant
            spec:
              company: Second
              tier: enterprise
              region: eu-west-1
              status: suspended
              contacts: {admin: a@second.example}
              features: {apiAccess: false, onlyMine: true}
            metadata: {name: second}

            """
        let folder = await SpecFolder.read(Example.folder)
        let load = await Fleet.load(
            files: folder.files + [SpecFile(path: "odd.yaml", bytes: Array(odd.utf8))])
        return try #require(load.fleet)
    }

    private func line(_ value: ExplainedValue?) -> String {
        guard let value else { return "(none)" }
        let others = value.insteadOf.map { ", not \($0.value.jsonText) of \($0.source.spec)" }.joined()
        return "\(value.value.jsonText) of \(value.source.spec)\(others)"
    }

    private func values(_ fleet: Fleet, _ kind: String, _ owner: Owner) throws -> (FieldPath) -> String {
        let object = try #require(
            fleet.blueprint().objects.first { $0.id.kind == kind && $0.owner == owner })
        let values = Explainer(fleet).values(of: object)
        return { path in line(values.first { $0.path == path }) }
    }

    @Test("Each level's word is told, with what it overrides")
    func levels() async throws {
        let fleet = try await fleet()
        let first = try values(fleet, "ConfigMap", .tenant("first"))
        #expect(first(#"data["limits.users"]"#) == #""900" of tenant first, not "500" of tier premium"#)
        #expect(first(#"data["limits.locations"]"#) == #""50" of tier premium"#)
        let second = try values(fleet, "ConfigMap", .tenant("second"))
        #expect(
            second(#"data["features.apiAccess"]"#)
                == #""false" of tenant second, not "true" of tier enterprise"#)
        #expect(second(#"data["features.onlyMine"]"#) == #""true" of tenant second"#)
        #expect(second("data.company") == #""Second" of tenant second"#)
    }

    @Test("A status, a role and an image override too, over two levels where there are two")
    func workloads() async throws {
        let fleet = try await fleet()
        let second = try values(fleet, "Deployment", .tenant("second"))
        #expect(second("spec.replicas") == "0 of tenant second, not 5 of tier enterprise")
        let image = try FieldPath(parsing: "spec.template.spec.containers[name=app].image")
        #expect(second(image).contains(" of tier enterprise, not "))
        #expect(second(image).hasSuffix(" of platform"))
        let recovery = try values(fleet, "Deployment", .region("eu-central-1"))
        #expect(recovery("spec.replicas") == "0 of region eu-central-1, not 10 of platform")
    }

    @Test("A tenant's own values are those that its application is told")
    func tenant() async throws {
        let fleet = try await fleet()
        let values = try #require(Explainer(fleet).values(ofTenant: "first"))
        #expect(values.first?.path == "tenant")
        #expect(values.contains { $0.path == FieldPath([.key("limits.users")]) && $0.value == "900" })
        #expect(Explainer(fleet).values(ofTenant: "nobody") == nil)
    }

    @Test("Every value of every object of the example has a source in some spec")
    func everything() async throws {
        let fleet = try await fleet()
        let explainer = Explainer(fleet)
        for object in fleet.blueprint().objects {
            let values = explainer.values(of: object)
            #expect(values.count == object.kind.comparison.leaves(of: object.body).count)
            #expect(values.allSatisfy { $0.source.spec != "specs" })
        }
    }
}

@Suite("An object as people name it")
struct ObjectQueryTests {
    private static let id = ObjectID(
        Scope(.kubernetes, "east"), "NetworkPolicy", namespace: "shop", name: "allow-dns")

    private func query(_ words: [String], namespace: String? = nil, region: String? = nil) -> ObjectQuery? {
        ObjectQuery(words, namespace: namespace, region: region, kinds: Kind.all)
    }

    @Test(
        "In every way that a plan or kubectl prints it",
        arguments: [
            ["NetworkPolicy", "shop/allow-dns"], ["networkpolicies", "allow-dns"],
            ["networkpolicy/allow-dns"], ["shop/allow-dns"], ["networkpolicy/shop/allow-dns"],
        ])
    func names(_ words: [String]) throws {
        #expect(try #require(query(words)).matches(Self.id))
    }

    @Test("What is said besides has to be so")
    func parts() throws {
        #expect(try #require(query(["networkpolicy/allow-dns"], namespace: "shop")).matches(Self.id))
        #expect(!(try #require(query(["networkpolicy/allow-dns"], namespace: "other")).matches(Self.id)))
        #expect(!(try #require(query(["networkpolicy/allow-dns"], region: "west")).matches(Self.id)))
        #expect(!(try #require(query(["service/allow-dns"])).matches(Self.id)))
    }

    @Test(
        "What can be no object is none",
        arguments: [[], ["a"], ["a", "b"], ["a", "b", "c"], ["service/"], ["x/y/z"], ["service/a/b/c"]])
    func nonsense(_ words: [String]) { #expect(query(words) == nil) }
}
