import Core
import Testing
import Values

@testable import Blueprints

@Suite("What runs, and what fences it in")
struct PodSecurityTests {
    @Test("Every namespace admits only restricted pods, and every pod is one")
    func restricted() async throws {
        let objects = try await Example().blueprint.objects
        for namespace in objects where namespace.kind.name == "Namespace" {
            for mode in ["enforce", "audit", "warn"] {
                let label = FieldPath([
                    .key("metadata"), .key("labels"), .key("pod-security.kubernetes.io/\(mode)"),
                ])
                #expect(namespace.body[at: label] == "restricted")
            }
        }
        let deployments = objects.filter { $0.kind.name == "Deployment" }
        #expect(deployments.count == 10)
        for deployment in deployments {
            let spec = try #require(deployment.body[at: "spec.template.spec"])
            #expect(spec[at: "securityContext.runAsNonRoot"] == true)
            #expect(spec[at: "securityContext.seccompProfile.type"] == "RuntimeDefault")
            for container in spec[key: "containers"]?.array ?? [] {
                #expect(container[at: "securityContext.allowPrivilegeEscalation"] == false)
                #expect(container[at: "securityContext.readOnlyRootFilesystem"] == true)
                #expect(container[at: "securityContext.capabilities.drop"] == ["ALL"])
            }
        }
    }

    @Test("No pod may run before its fences stand")
    func fencesFirst() async throws {
        let objects = try await Example().blueprint.objects
        for deployment in objects where deployment.kind.name == "Deployment" {
            let fences = objects.filter {
                $0.id.scope == deployment.id.scope && $0.id.namespace == deployment.id.namespace
                    && ["NetworkPolicy", "ResourceQuota", "LimitRange", "ServiceAccount"].contains(
                        $0.kind.name)
            }
            #expect(fences.count >= 6)
            #expect(Set(fences.map(\.id)).isSubset(of: deployment.needs))
        }
    }

    @Test("A dedicated tenant's pods get no token; the shared application reads its tenants' settings")
    func tokens() async throws {
        for deployment in try await Example().blueprint.objects where deployment.kind.name == "Deployment" {
            let token = deployment.body[at: "spec.template.spec.automountServiceAccountToken"]
            #expect(token == .bool(deployment.owner.tenant == nil))
        }
    }

    @Test(
        "Every namespace with a workload denies both ways by default, and lets names be looked up on UDP and TCP"
    )
    func network() async throws {
        let example = try await Example()
        let deny = try example.object("NetworkPolicy", "default-deny", of: "nordwind")
        #expect(
            deny.body[at: "spec"] == [
                "podSelector": [:], "policyTypes": ["Ingress", "Egress"],
            ])
        let names = try example.object("NetworkPolicy", "allow-dns", of: "nordwind")
        #expect(
            names.body[at: "spec.egress[0].ports"]
                == [["port": 53, "protocol": "UDP"], ["port": 53, "protocol": "TCP"]])
        let egress = try example.object("NetworkPolicy", "allow-egress", of: "nordwind")
        #expect(egress.body[at: "spec.egress[1].to[0].ipBlock.cidr"] == "203.0.113.0/24")
    }

    @Test("Only the shared application reaches the API server")
    func api() async throws {
        let policies = try await Example().blueprint.objects.filter { $0.id.name == "allow-api" }
        #expect(policies.map(\.id.namespace) == Array(repeating: "parking-shared", count: 4))
        #expect(
            policies.first { $0.id.scope.region == "eu-west-1" }?.body[at: "spec.egress"] == [
                [
                    "to": [["ipBlock": ["cidr": "10.20.0.0/28"]]],
                    "ports": [["port": 443, "protocol": "TCP"]],
                ]
            ])
    }

    @Test("The shared services are fenced in, and the fleet's namespaces and they reach each other")
    func sharedServices() async throws {
        let example = try await Example()
        let fences = example.blueprint.objects.filter {
            $0.id.scope.region == "eu-west-1" && $0.id.namespace == "parking-shared-services"
        }
        #expect(
            fences.map(\.id.name).sorted() == [
                "allow-dns", "allow-egress", "allow-fleet", "allow-same-namespace", "default-deny",
            ])
        let fleet = try #require(fences.first { $0.id.name == "allow-fleet" })
        let peer: Value = ["namespaceSelector": ["matchLabels": ["cadastre.dev/fleet": "parking"]]]
        #expect(fleet.body[at: "spec.ingress[0].from"] == [peer])
        #expect(fleet.body[at: "spec.egress[0].to"] == [peer])
        let out = try example.object("NetworkPolicy", "allow-shared-services", of: "nordwind")
        #expect(
            out.body[at: "spec.egress[0].to[0].namespaceSelector.matchLabels"]
                == ["kubernetes.io/metadata.name": "parking-shared-services"])
    }

    @Test("The order in which ranges and ports are written means nothing")
    func egressOrder() async throws {
        let written = """
            - {to: 203.0.113.0/24, ports: [443]}
                - {to: 198.51.100.16/28, ports: [443, 8443]}
            """
        let turned = """
            - {to: 198.51.100.16/28, ports: [8443, 443]}
                - {to: 203.0.113.0/24, ports: [443]}
            """
        let before = try await Example().object("NetworkPolicy", "allow-egress", of: "nordwind")
        let after = try await Example(changing: "regions/eu-west-1.yaml", written, to: turned)
            .object("NetworkPolicy", "allow-egress", of: "nordwind")
        #expect(before.fingerprint == after.fingerprint)
    }
}
