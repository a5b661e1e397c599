import Core
import Diagnostics
import Specs
import Testing
import Values

@testable import Blueprints

@Suite("Where an attribute was asked for")
struct OriginTests {
    @Test(
        "Whoever has the last word on it is named",
        arguments: [
            ("Deployment", "parking-app", "spec.replicas", "tiers/enterprise.yaml", "replicas: 5"),
            (
                "Deployment", "parking-app", "spec.template.spec.containers[name=app].image",
                "tiers/enterprise.yaml", "image:"
            ),
            (
                "Deployment", "parking-app", "spec.template.spec.containers[name=app].resources.limits.cpu",
                "tiers/enterprise.yaml", "limits: {cpu"
            ),
            (
                "Deployment", "parking-app", "spec.template.spec.containers[name=app].livenessProbe",
                "platform.yaml", "liveness:"
            ),
            (
                "Deployment", "parking-app", "spec.template.spec.nodeSelector[\"instance-type\"]",
                "tiers/enterprise.yaml", "nodeSelector"
            ),
            ("ResourceQuota", "quota", "spec.hard[\"limits.cpu\"]", "tiers/enterprise.yaml", "limits.cpu:"),
            ("ConfigMap", "settings", "data[\"limits.users\"]", "tenants/nordwind.yaml", "users: 8000"),
            (
                "ConfigMap", "settings", "data[\"limits.locations\"]", "tiers/enterprise.yaml",
                "locations: 500"
            ),
            ("ConfigMap", "settings", "data[\"settings.json\"]", "tenants/nordwind.yaml", "locale"),
            ("NetworkPolicy", "allow-egress", "spec.egress[0]", "regions/eu-west-1.yaml", "198.51.100.16/28"),
            ("ResourceQuota", "quota", "spec.hard.pods", "tiers/enterprise.yaml", "quota:"),
            (
                "Deployment", "parking-app", "spec.template.spec.nodeSelector.gone", "tiers/enterprise.yaml",
                "nodeSelector:"
            ),
            (
                "Deployment", "parking-app", "spec.template.spec.containers[name=app].env[name=GONE]",
                "platform.yaml", "environment:"
            ),
            (
                "Deployment", "parking-app", "spec.template.spec.priorityClassName", "tiers/enterprise.yaml",
                "priority: 2000"
            ),
            (
                "Deployment", "parking-app", "spec.template.spec.volumes[name=assets]",
                "tiers/enterprise.yaml", "assets:"
            ),
            (
                "PersistentVolumeClaim", "assets", "spec.resources.requests.storage",
                "tiers/enterprise.yaml", "size: 20Gi"
            ),
            ("Ingress", "web", "spec.rules[0].host", "tenants/nordwind.yaml", "name: nordwind"),
            ("Ingress", "web", "spec.rules[1].host", "tenants/nordwind.yaml", "domains:"),
            ("Ingress", "web", "spec.tls", "platform.yaml", "issuer:"),
            (
                "NetworkPolicy", "allow-shared-services", "spec.egress[0].to", "platform.yaml",
                "sharedServices:"
            ),
            ("RoleBinding", "tenant-admin", "subjects[0].name", "tenants/nordwind.yaml", "admins:"),
            (
                "Namespace", "parking-tenant-nordwind", "metadata.name", "tenants/nordwind.yaml",
                "name: nordwind"
            ),
        ])
    func named(kind: String, name: String, path: String, file: String, line: String) async throws {
        let example = try await Example()
        let object = try example.object(kind, name, of: "nordwind")
        let origin = try #require(object.origin(of: try FieldPath(parsing: path)))
        let source = try #require(example.fleet.sources[origin.file])
        #expect(source.path.hasSuffix("specs/\(file)"))
        let text = String(decoding: source.line(Int(origin.line)) ?? [], as: UTF8.self)
        #expect(text.contains(line), "\(path) comes from line \(origin.line): \(text)")
    }

    @Test(
        "How many pods run comes from the tier, whoever says it",
        arguments: [
            ("HorizontalPodAutoscaler", "spec.minReplicas", "replicas: 2"),
            ("HorizontalPodAutoscaler", "spec.maxReplicas", "autoscaling:"),
            ("Deployment", "spec.replicas", "replicas: 2"),
            ("Deployment", #"metadata.annotations["cadastre.dev/left-to-others"]"#, "autoscaling:"),
        ])
    func autoscaling(kind: String, path: String, line: String) async throws {
        let example = try await Example()
        let object = try example.object(kind, "parking-app", of: "acme")
        let origin = try #require(object.origin(of: try FieldPath(parsing: path)))
        let source = try #require(example.fleet.sources[origin.file])
        #expect(source.path.hasSuffix("specs/tiers/premium.yaml"))
        let text = String(decoding: source.line(Int(origin.line)) ?? [], as: UTF8.self)
        #expect(text.contains(line))
    }

    @Test("A suspended tenant's replicas come from its status")
    func suspension() async throws {
        let example = try await Example()
        let deployment = try example.object("Deployment", "parking-app", of: "oldtown")
        let origin = try #require(deployment.origin(of: "spec.replicas"))
        #expect(try #require(example.fleet.sources[origin.file]).path.hasSuffix("tenants/oldtown.yaml"))
    }
}
