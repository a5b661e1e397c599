import Core
import Foundation
import HTTP
import ProviderContract
import Values

@testable import Kubernetes

/// A fleet and a namespace of their own in the testbed's cluster, and somebody else who works on it.
final class ClusterFixture: ProviderFixture {
    let provider: any Provider
    let fleet = Testbed.uniqueName("fleet")
    let namespace = Testbed.uniqueName("test")
    private let server: APIServer

    init() throws {
        let connection = try Testbed.connection()
        provider = KubernetesProvider(scope: Testbed.scope, connection: connection)
        server = APIServer(connection, userAgent: "somebody-else/1", retries: RetryPolicy())
    }

    /// Runs the body, and has the namespace deleted whatever came of it.
    static func use(_ body: (ClusterFixture) async throws -> Void) async throws {
        let fixture = try ClusterFixture()
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(fixture))
        } catch {
            result = .failure(error)
        }
        let id = ObjectID(Testbed.scope, "Namespace", name: fixture.namespace)
        try await fixture.delete(id, SampleKind.namespace)
        try result.get()
    }

    func change(_ id: ObjectID, _ kind: Kind, as manager: String, _ patch: Value) async throws {
        try await send(
            "PATCH", served(kind).path(of: id), as: manager, patch, "application/merge-patch+json")
    }

    func create(_ id: ObjectID, _ kind: Kind, _ manifest: Value) async throws {
        try await send(
            "POST", served(kind).path(namespace: id.namespace), as: "kubectl-create", manifest,
            "application/json")
    }

    func delete(_ id: ObjectID, _ kind: Kind) async throws {
        var call = APICall(served(kind).path(of: id), to: "delete behind the provider's back")
        call.method = "DELETE"
        _ = try await server.send(call, accepting: [404, 409])
    }

    func object(_ id: ObjectID, _ kind: Kind) async throws -> ObservedObject? {
        let object = try await server.object(id, served(kind))
        return object?.isTerminating == true ? nil : object
    }

    func pause() async throws { try await Task.sleep(for: .milliseconds(200)) }

    private func send(
        _ method: String, _ path: String, as manager: String, _ body: Value, _ contentType: String
    ) async throws {
        var call = APICall(path, to: "write behind the provider's back")
        call.method = method
        call.query = [("fieldManager", manager)]
        call.contentType = contentType
        call.body = body.json()
        _ = try await server.send(call)
    }

    func served(_ kind: Kind) -> ServedKind {
        ServedKind(
            kind: kind, apiVersion: kind.apiVersion, resource: kind.name.lowercased() + "s",
            isNamespaced: kind.isNamespaced)
    }
}
