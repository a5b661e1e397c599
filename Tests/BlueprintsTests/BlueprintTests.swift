import Core
import Testing
import Values

@testable import Blueprints

@Suite("A blueprint")
struct BlueprintTests {
    @Test("Names every object once, and each needs only what is in it")
    func closed() async throws {
        let objects = try await Example().blueprint.objects
        let ids = Set(objects.map(\.id))
        #expect(ids.count == objects.count)
        for object in objects {
            #expect(Set(object.needs).isSubset(of: ids), "\(object.id)")
            if object.kind.isNamespaced {
                let namespace = ObjectID(object.id.scope, "Namespace", name: object.id.namespace)
                #expect(object.needs.contains(namespace), "\(object.id)")
            }
        }
    }

    @Test("Marks every object with its fleet, its tenant and a fingerprint of what is asked for")
    func marked() async throws {
        for object in try await Example().blueprint.objects {
            let metadata = object.body[key: "metadata"]
            let labels = metadata?[key: "labels"]
            #expect(labels?[key: Mark.managedByLabel] == "cadastre")
            #expect(labels?[key: Mark.fleetLabel] == "parking")
            #expect(labels?[key: Mark.tenantLabel]?.string == object.owner.tenant)
            #expect(
                metadata?[key: "annotations"]?[key: Mark.fingerprintAnnotation]?.string == object.fingerprint)
        }
    }

    @Test("Does not depend on the names of files or their order")
    func independentOfFiles() async throws {
        let (one, other) = (try await Example().blueprint, try await Example(renaming: true).blueprint)
        #expect(one.objects.map(\.id) == other.objects.map(\.id))
        #expect(one.objects.map(\.body) == other.objects.map(\.body))
    }

    @Test("Changing one tenant's spec touches only that tenant's objects")
    func isolated() async throws {
        let before = try await Example().blueprint
        let after = try await Example(changing: "tenants/acme.yaml", "tier: premium", to: "tier: enterprise")
            .blueprint
        let old = Dictionary(uniqueKeysWithValues: before.objects.map { ($0.id, $0.fingerprint) })
        let changed = after.objects.filter { old[$0.id] != $0.fingerprint }
        #expect(!changed.isEmpty)
        #expect(changed.allSatisfy { $0.owner == .tenant("acme") })
    }

    @Test("A suspended tenant keeps everything, runs nothing, and answers nowhere")
    func suspended() async throws {
        let active = try await Example()
        let suspended = try await Example(
            changing: "tenants/acme.yaml", "tier: premium", to: "tier: premium\n  status: suspended")
        let missing = Set(active.blueprint.objects.map(\.id)).subtracting(
            suspended.blueprint.objects.map(\.id))
        #expect(
            missing.map(\.short).sorted() == [
                "HorizontalPodAutoscaler parking-tenant-acme/parking-app", "Ingress parking-tenant-acme/web",
            ])
        #expect(suspended.blueprint.tenants["acme"]?.resting == missing)
        #expect(active.blueprint.tenants["acme"]?.resting == [])
        let deployment = try suspended.object("Deployment", "parking-app", of: "acme")
        #expect(deployment.body[at: "spec.replicas"] == 0)
        let before = Dictionary(
            uniqueKeysWithValues: active.blueprint.objects.map { ($0.id, $0.fingerprint) })
        let changed = suspended.blueprint.objects.filter { before[$0.id] != $0.fingerprint }.map(\.id.kind)
        #expect(changed.sorted() == ["ConfigMap", "Deployment"])
    }

    @Test("A terminated tenant holds nothing, and its end is known to the planner")
    func terminated() async throws {
        let example = try await Example(
            changing: "tenants/acme.yaml", "tier: premium",
            to: "tier: premium\n  status: terminated\n  terminated: 2026-01-01")
        #expect(!example.blueprint.objects.contains { $0.owner == .tenant("acme") })
        let end = try #require(example.blueprint.tenants["acme"]?.end)
        #expect(end.retentionEnds?.description == "2026-01-31T00:00:00Z")
    }

    @Test("A tenant with shared compute is its settings and its hosts in the shared application's namespace")
    func shared() async throws {
        let objects = try await Example().blueprint.objects.filter { $0.owner == .tenant("corner-lot") }
        #expect(
            objects.map(\.id.short) == [
                "ConfigMap parking-shared/tenant-corner-lot", "Ingress parking-shared/tenant-corner-lot",
            ])
        let suspended = try await Example(
            changing: "tenants/corner-lot.yaml", "tier: basic", to: "tier: basic\n  status: suspended")
        #expect(
            suspended.blueprint.objects.filter { $0.owner == .tenant("corner-lot") }.map(\.id.kind) == [
                "ConfigMap"
            ])
    }

    @Test("Changed settings roll the pods that read them, and nothing else does")
    func rolls() async throws {
        let template: FieldPath = "spec.template"
        let before = try await Example().object("Deployment", "parking-app", of: "nordwind")
        let limit = try await Example(changing: "tenants/nordwind.yaml", "{users: 8000}", to: "{users: 9000}")
        #expect(
            try limit.object("Deployment", "parking-app", of: "nordwind").body[at: template]
                != before.body[at: template])
        let contact = try await Example(changing: "tenants/nordwind.yaml", "it@nordwind", to: "ops@nordwind")
        #expect(
            try contact.object("Deployment", "parking-app", of: "nordwind").body[at: template]
                == before.body[at: template])
    }
}
