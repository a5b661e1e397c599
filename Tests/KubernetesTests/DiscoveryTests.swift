import Core
import HTTP
import LoopbackServer
import TestSupport
import Testing
import Values

@testable import Kubernetes

@Suite struct DiscoveryTests {
    private static let kinds = [
        Kind("ConfigMap"), Kind("Deployment", group: "apps"),
        Kind("PodDisruptionBudget", group: "policy", versions: ["v1", "v1beta1"]),
        Kind("Parcel", group: "example.org"),
    ]

    private static let aggregated = """
        {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[
        {"metadata":{"name":"apps"},"versions":[{"version":"v1","freshness":"Current","resources":[
          {"resource":"deployments","responseKind":{"group":"apps","version":"v1","kind":"Deployment"},"scope":"Namespaced",
           "subresources":[{"subresource":"scale","responseKind":{"kind":"Scale"}}]}]}]},
        {"metadata":{"name":"policy"},"versions":[{"version":"v1","freshness":"FRESH","resources":[
          {"resource":"poddisruptionbudgets","responseKind":{"kind":"PodDisruptionBudget"},"scope":"Namespaced"}]}]}]}
        """
    private static let aggregatedCore = """
        {"kind":"APIGroupDiscoveryList","items":[{"metadata":{},"versions":[{"version":"v1","resources":[
          {"resource":"configmaps","responseKind":{"kind":"ConfigMap"},"scope":"Namespaced"},
          {"resource":"namespaces","responseKind":{"kind":"Namespace"},"scope":"Cluster"}]}]}]}
        """

    @Test("A server that tells all at once is asked twice")
    func aggregated() async throws {
        let (server, found) = try await find { path in
            path == "/api" ? Self.aggregatedCore : path == "/apis" ? Self.aggregated : nil
        }
        #expect(server.received.count == 2)
        #expect(server.received[0].head.contains("g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"))
        #expect(found["ConfigMap"]?.path == "/api/v1/namespaces/shop/configmaps/a%2Fb")
        #expect(found["Deployment"]?.path == "/apis/apps/v1/namespaces/shop/deployments/a%2Fb")
        #expect(found["Parcel"]?.isNotServed == true)
    }

    @Test("An older server is asked only for the groups that matter, in the newest version that both know")
    func classic() async throws {
        let (server, found) = try await find { path in
            switch path {
            case "/api": #"{"kind":"APIVersions","versions":["v1"]}"#
            case "/apis":
                """
                {"kind":"APIGroupList","groups":[
                {"name":"apps","versions":[{"groupVersion":"apps/v1","version":"v1"}]},
                {"name":"batch","versions":[{"groupVersion":"batch/v1","version":"v1"}]},
                {"name":"policy","versions":[{"groupVersion":"policy/v1beta1","version":"v1beta1"}]}]}
                """
            case "/api/v1":
                """
                {"kind":"APIResourceList","resources":[{"name":"configmaps","kind":"ConfigMap","namespaced":true}]}
                """
            case "/apis/apps/v1":
                """
                {"kind":"APIResourceList","resources":[
                {"name":"deployments/scale","kind":"Deployment","namespaced":true},
                {"name":"deployments","kind":"Deployment","namespaced":true}]}
                """
            case "/apis/policy/v1beta1":
                """
                {"kind":"APIResourceList","resources":[
                {"name":"poddisruptionbudgets","kind":"PodDisruptionBudget","namespaced":true}]}
                """
            default: nil
            }
        }
        #expect(
            server.received.map(\.path).sorted() == [
                "/api", "/api/v1", "/apis", "/apis/apps/v1", "/apis/policy/v1beta1",
            ])
        #expect(found["Deployment"]?.path == "/apis/apps/v1/namespaces/shop/deployments/a%2Fb")
        #expect(found["PodDisruptionBudget"]?.apiVersion == "policy/v1beta1")
        #expect(found["Parcel"]?.isNotServed == true)
    }

    @Test("What a group that cannot be asked has is unknown, which is not the same as not served")
    func unknown() async throws {
        let (_, found) = try await find { path in
            path == "/api"
                ? Self.aggregatedCore
                : path == "/apis"
                    ? #"{"kind":"APIGroupList","groups":[{"versions":[{"groupVersion":"apps/v1"}]}]}"# : nil
        }
        #expect(found["ConfigMap"]?.path != nil)
        #expect(found["Deployment"]?.problem?.code == "kubernetes.server-error")
        #expect(found["Parcel"]?.isNotServed == true)

        let stale = Self.aggregated.replacing("Current", with: "Stale")
            .replacing("\"Deployment\"", with: "\"Other\"")
        let (_, second) = try await find { path in path == "/apis" ? stale : Self.aggregatedCore }
        expectGolden(
            try #require(second["Deployment"]?.problem).text, at: "Cases/problem/kubernetes.stale.txt")
    }

    private func find(
        _ content: @escaping @Sendable (String) -> String?
    ) async throws -> (LoopbackServer, [String: Discovered]) {
        let server = try LoopbackServer { request in
            guard let body = content(request.path) else { return [answer(503)] }
            return [answer(200, body)]
        }
        let connection = try ClusterConnection(server: server.url(""))
        let api = APIServer(connection, userAgent: "tests/1", retries: RetryPolicy(maxAttempts: 1))
        return (server, try await Discovery(server: api).find(Self.kinds))
    }
}

extension Discovered {
    fileprivate var served: ServedKind? { if case .served(let served) = self { served } else { nil } }
    fileprivate var path: String? {
        served?.path(of: ObjectID(Testbed.scope, "x", namespace: "shop", name: "a/b"))
    }
    fileprivate var apiVersion: String? { served?.apiVersion }
    fileprivate var isNotServed: Bool { if case .notServed = self { true } else { false } }
    fileprivate var problem: Problem? { if case .failed(let problem) = self { problem } else { nil } }
}
