import Core
import Testing
import Values

@testable import Blueprints

@Suite("Where a tenant answers")
struct IngressTests {
    private func spec(_ tenant: String, _ name: String = "web", in example: Example) throws -> Value {
        try #require(try example.object("Ingress", name, of: tenant).body[at: "spec"])
    }

    private func hosts(_ spec: Value) -> [String] {
        (spec[key: "rules"]?.array ?? []).compactMap { $0[key: "host"]?.string }
    }

    @Test("By its name and by the domains that it brings, in one order however they are written")
    func hosts() async throws {
        let expected = ["summit.parking.example.com", "park.summit.example", "parking.summit.example"]
        for domains in [
            "[parking.summit.example, park.summit.example]", "[park.summit.example, parking.summit.example]",
        ] {
            let example = try await Example(
                changing: "tenants/summit.yaml", "[parking.summit.example, park.summit.example]", to: domains)
            #expect(hosts(try spec("summit", in: example)) == expected)
        }
    }

    @Test("It leads to the Service of the application that serves the tenant, on a port that the Service has")
    func backend() async throws {
        let example = try await Example()
        for (tenant, name) in [("nordwind", "web"), ("corner-lot", "tenant-corner-lot")] {
            let ingress = try example.object("Ingress", name, of: tenant)
            let backend: FieldPath = "spec.rules[0].http.paths[0].backend.service"
            let service = try #require(
                example.blueprint.objects.first {
                    $0.kind.name == "Service" && $0.id.scope == ingress.id.scope
                        && $0.id.namespace == ingress.id.namespace
                })
            #expect(ingress.needs.contains(service.id))
            #expect(ingress.body[at: backend]?[key: "name"]?.string == service.id.name)
            let port = try #require(ingress.body[at: backend]?[at: "port.name"])
            #expect(service.body[at: "spec.ports[0].name"] == port)
        }
    }

    @Test("Every host is served with TLS, whatever its certificate comes from")
    func certificates() async throws {
        func certificates(_ tls: String) async throws -> [Value] {
            let example = try await Example(
                changing: "platform.yaml", "tls: {issuer: letsencrypt}", to: "tls: \(tls)")
            let spec = try spec("nordwind", in: example)
            let covered = (spec[key: "tls"]?.array ?? []).flatMap { $0[key: "hosts"]?.array ?? [] }
            #expect(covered.compactMap(\.string) == hosts(spec))
            let annotations = try example.object("Ingress", "web", of: "nordwind").body[
                at: "metadata.annotations"]
            #expect(
                annotations?[key: "cert-manager.io/cluster-issuer"]
                    == (tls.contains("issuer") ? "letsencrypt" : nil))
            return spec[key: "tls"]?.array ?? []
        }
        #expect(try await certificates("{issuer: letsencrypt}").map { $0[key: "secretName"] } == ["web-tls"])
        #expect(
            try await certificates("{secret: wildcard}").map { $0[key: "secretName"] } == ["wildcard", nil])
        #expect(try await certificates("{}").map { $0[key: "secretName"] } == [nil])
    }

    @Test("Two tenants with shared compute never share a secret or an Ingress")
    func shared() async throws {
        let ingresses = try await Example().blueprint.objects.filter {
            $0.kind.name == "Ingress" && $0.id.namespace == "parking-shared"
        }
        #expect(ingresses.count == 3)
        let secrets = ingresses.map { $0.body[at: "spec.tls[0].secretName"]?.string }
        #expect(Set(secrets).count == ingresses.count)
    }
}
