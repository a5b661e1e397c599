import Core
import FaultProxy
import Foundation
import HTTP
import Kubernetes
import TestSupport
import Values

/// A fleet of its own on a real API server, reached through a proxy that a test controls.
final class LiveFleet: Sendable {
    let specs: SmallFleet
    private let cluster: TestCluster
    /// For what the test itself does and looks at.
    private let calm: FaultProxy

    private init() throws {
        specs = SmallFleet("f" + UUID().uuidString.prefix(8).lowercased())
        cluster = try TestCluster()
        calm = try FaultProxy(to: cluster)
    }

    /// - Parameter treatment: of each request, whose line is the same in every run.
    func proxy(_ treatment: @escaping @Sendable (FaultProxy.Request) -> FaultProxy.Treatment = { _ in .pass })
        throws
        -> FaultProxy
    {
        try FaultProxy(to: cluster, treatment)
    }

    /// The line of a request without the fleet's name and the token of a page.
    func line(_ request: FaultProxy.Request) -> String {
        let target = request.target.split(separator: "&").map { $0.hasPrefix("continue=") ? "continue" : $0 }
        return "\(request.method) \(target.joined(separator: "&"))".replacingOccurrences(
            of: specs.name, with: "FLEET")
    }

    /// A provider that does not wait long before it tries again.
    ///
    /// - Parameter timeout: how long it has patience with one request.
    func provider(_ proxy: FaultProxy, timeout: Duration = .seconds(60)) throws -> KubernetesProvider {
        let backoff = Backoff(first: .milliseconds(1), highest: .milliseconds(5))
        return KubernetesProvider(
            scope: Scope(.kubernetes, specs.region), connection: try ClusterConnection(server: proxy.address),
            retries: RetryPolicy(backoff: backoff), timeout: timeout)
    }

    func undisturbed() throws -> KubernetesProvider { try provider(calm) }

    /// All objects that bear the fleet's mark.
    func objects(_ kinds: [Kind]) async throws -> [ObservedObject] {
        let request = ObservationRequest(
            fleet: specs.name, kinds: kinds.filter { $0.world == .kubernetes }, desired: [])
        let looks = try await undisturbed().observe(request).looks.values
        guard looks.allSatisfy(\.isComplete) else { throw Unseen(outcomes: looks.map { "\($0.outcome)" }) }
        return looks.flatMap(\.objects)
    }

    func states(_ kinds: [Kind]) async throws -> [String] {
        try await objects(kinds).filter { !$0.isTerminating }
            .map { try ObjectState($0, fleet: specs.name).description }.sorted()
    }

    /// Changes an object as another manager would.
    func change(_ path: String, as manager: String, _ patch: String) async throws {
        try await send("PATCH", "\(path)?fieldManager=\(manager)", patch)
    }

    func send(_ method: String, _ target: String, _ body: String? = nil) async throws {
        var request = HTTPRequest(method, calm.address + target)
        request.body = body.map { Array($0.utf8) }
        request.headers["Content-Type"] =
            method == "PATCH" ? "application/merge-patch+json" : "application/json"
        let response = try await HTTPClient().execute(request)
        guard 200..<300 ~= response.status else {
            throw Refused(
                line: "\(method) \(target)", status: response.status,
                body: String(decoding: response.body, as: UTF8.self))
        }
    }

    struct Unseen: Error { let outcomes: [String] }
    struct Refused: Error { let line: String, status: Int, body: String }

    /// Runs the body, and has the fleet's namespaces deleted whatever came of it, in the server's own time.
    static func use<Result>(_ body: (LiveFleet) async throws -> Result) async throws -> Result {
        let fleet = try LiveFleet()
        do {
            let result = try await body(fleet)
            await fleet.remove()
            return result
        } catch {
            await fleet.remove()
            throw error
        }
    }

    private func remove() async {
        let tenants = ["north", "south", "east"].map { "\(specs.name)-tenant-\($0)" }
        for namespace in ["\(specs.name)-shared"] + tenants {
            // There are only so many addresses, and namespaces take their time.
            try? await send("DELETE", "/api/v1/namespaces/\(namespace)/services/\(specs.name)-app")
            try? await send("DELETE", "/api/v1/namespaces/\(namespace)")
        }
        try? await send("DELETE", "/api/v1/namespaces/\(specs.name)-shared-services")
    }
}
