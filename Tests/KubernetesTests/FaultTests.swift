import Core
import HTTP
import LoopbackServer
import Testing
import Values

@testable import Kubernetes

/// A server that answers as API servers do, except where a test says otherwise, and a provider that works with it.
private struct FaultyCluster: Sendable {
    let server: LoopbackServer
    let provider: KubernetesProvider

    /// - Parameter fault: the answer in place of the right one; nil for the right one.
    init(_ fault: @escaping @Sendable (LoopbackServer.Received) -> [LoopbackServer.Step]?) throws {
        server = try LoopbackServer { request in
            if let steps = fault(request) { return steps }
            if request.path == "/api" { return [answer(#"{"kind":"APIVersions","versions":["v1"]}"#)] }
            if request.path == "/api/v1" { return [answer(resources)] }
            return [answer(list([], next: nil))]
        }
        var retries = RetryPolicy()
        retries.backoff = Backoff(first: .milliseconds(1), highest: .milliseconds(1))
        provider = KubernetesProvider(
            scope: Testbed.scope, connection: try ClusterConnection(server: server.url("")), version: "9",
            retries: retries)
    }

    func observe(desired: [ObjectID] = []) async throws -> Observation {
        try await provider.observe(
            ObservationRequest(fleet: "parking", kinds: [configMap], desired: desired))
    }

    func look(desired: [ObjectID] = []) async throws -> Look {
        try #require(try await observe(desired: desired).looks["ConfigMap"])
    }

    func paths(_ part: String) -> [String] { server.received.map(\.path).filter { $0.contains(part) } }
}

private let resources = """
    {"kind":"APIResourceList","groupVersion":"v1","resources":[
      {"name":"namespaces","kind":"Namespace","namespaced":false},
      {"name":"configmaps","kind":"ConfigMap","namespaced":true}]}
    """

private func answer(_ body: String) -> LoopbackServer.Step { answer(200, body) }

private func item(_ name: String, fleet: String = "parking") -> String {
    """
    {"metadata":{"name":"\(name)","namespace":"shop","uid":"u-\(name)","resourceVersion":"7",
    "labels":{"app.kubernetes.io/managed-by":"cadastre","cadastre.dev/fleet":"\(fleet)"}}}
    """
}

private func list(_ items: [String], next: String?) -> String {
    let next = next.map { #","continue":"\#($0)""# } ?? ""
    return """
        {"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"9"\(next)},
        "items":[\(items.joined(separator: ","))]}
        """
}

private let expired = #"{"kind":"Status","message":"too old","reason":"Expired","code":410}"#

private let configMap = Kind("ConfigMap")

extension Look {
    fileprivate var problem: Problem? { if case .failed(let problem) = outcome { problem } else { nil } }
}

@Suite struct FaultTests {
    @Test("A list that expires between two pages is begun anew, and nothing is seen twice")
    func expiresOnce() async throws {
        let cluster = try FaultyCluster { request in
            guard request.path.contains("configmaps") else { return nil }
            if !request.path.contains("continue") {
                return [answer(list([item("a")], next: "t\(request.number)"))]
            }
            let isFirst = !request.path.contains("continue=t4")
            return isFirst
                ? [answer(410, expired)] : [answer(list([item("b")], next: nil))]
        }
        let look = try await cluster.look()
        #expect(look.isComplete)
        #expect(look.objects.map(\.id.name).sorted() == ["a", "b"])
        #expect(cluster.paths("configmaps").count == 4)
    }

    @Test("A list that keeps expiring fails, and what was read of it is thrown away")
    func expiresForEver() async throws {
        let cluster = try FaultyCluster { request in
            guard request.path.contains("configmaps") else { return nil }
            return request.path.contains("continue")
                ? [answer(410, expired)] : [answer(list([item("a")], next: "t"))]
        }
        let look = try await cluster.look()
        #expect(look.problem?.code == "kubernetes.expired")
        #expect(look.objects.isEmpty)
        #expect(cluster.paths("configmaps").count == 6)
    }

    @Test(
        "A fault that passes is not noticed",
        arguments: ["reset", "busy", "failure", "half"])
    func passes(_ fault: String) async throws {
        let cluster = try FaultyCluster { request in
            guard request.path.contains("configmaps"), request.number == 2 else { return nil }
            return switch fault {
            case "reset": [.reset]
            case "busy": [answer(429, headers: ["Retry-After: 0"])]
            case "failure": [answer(500, #"{"kind":"Status","message":"etcd","code":500}"#)]
            default: [.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"kind\":"), .close]
            }
        }
        #expect(try await cluster.look().isComplete)
        #expect(cluster.paths("configmaps").count == 2)
    }

    @Test(
        "A fault that stays in the second page fails the look, and the first page is thrown away",
        arguments: [
            ("reset", "kubernetes.broken"), ("busy", "kubernetes.busy"),
            ("failure", "kubernetes.server-error"),
            ("half", "kubernetes.answer"), ("endless", "kubernetes.answer"), ("circle", "kubernetes.answer"),
        ])
    func stays(_ fault: String, _ code: String) async throws {
        let cluster = try FaultyCluster { request in
            guard request.path.contains("configmaps") else { return nil }
            guard request.path.contains("continue") else { return [answer(list([item("a")], next: "t"))] }
            return switch fault {
            case "reset": [.reset]
            case "busy": [answer(429)]
            case "failure": [answer(500)]
            case "half": [answer(String(list([item("b")], next: nil).dropLast(9)))]
            case "circle":
                [answer(list([], next: request.path.contains("continue=t2") ? "t" : "t2"))]
            default: [answer(list([], next: "t"))]
            }
        }
        let look = try await cluster.look()
        #expect(look.problem?.code == code)
        #expect(look.objects.isEmpty)
    }

    @Test("A server that does not answer as an API server fails every kind, and serves none")
    func noAPI() async throws {
        let cluster = try FaultyCluster { _ in [answer(404, "not here")] }
        #expect(try await cluster.look().problem?.code == "kubernetes.not-served")
        let page = try FaultyCluster { _ in [answer(200, "<html>")] }
        #expect(try await page.look().problem?.code == "kubernetes.answer")
    }

    @Test("Pages that are too large to be taken are asked for smaller, down to one object")
    func largePages() async throws {
        let cluster = try FaultyCluster { request in
            let limit = request.path.split(separator: "limit=").last?.prefix { $0 != "&" }
            let names = (0..<(limit.flatMap { Int($0) } ?? 0)).map { "c\($0)" }
            return [answer(list(names.map { item($0) }, next: nil))]
        }
        let connection = try ClusterConnection(server: cluster.server.url(""))
        let server = APIServer(connection, userAgent: "tests/1", retries: RetryPolicy())
        var call = APICall("/api/v1/configmaps", to: "list objects of kind ConfigMap")
        call.maxBody = 400
        let names = try await PagedList(server: server, call: call).items { _, _, head in head.name }
        #expect(names == ["c0"])
        call.maxBody = 100
        let pages = PagedList(server: server, call: call)
        let problem = await #expect(throws: Problem.self) {
            try await pages.items { _, _, head in head.name }
        }
        #expect(problem?.code == "kubernetes.answer-too-large")
    }

    @Test("Kinds of one name in two groups fail as others do")
    func sameName() async throws {
        let cluster = try FaultyCluster { _ in [answer(403)] }
        let kinds = ["a", "b"].map { Kind("Parcel", group: "\($0).example.org") }
        let request = ObservationRequest(fleet: "parking", kinds: kinds, desired: [])
        let look = try await cluster.provider.observe(request).looks["Parcel"]
        #expect(look?.problem?.code == "kubernetes.denied")
    }

    @Test("Objects of another fleet are dropped when something in between loses the selector")
    func lostSelector() async throws {
        let cluster = try FaultyCluster { request in
            guard request.path.contains("configmaps") else { return nil }
            return [answer(list([item("a"), item("b", fleet: "other")], next: nil))]
        }
        #expect(try await cluster.look().objects.map(\.id.name) == ["a"])
    }

    @Test("Requests name the product, the page size and the fleet")
    func request() async throws {
        let cluster = try FaultyCluster { _ in nil }
        _ = try await cluster.look()
        let request = try #require(cluster.server.received.last)
        #expect(
            request.path
                == "/api/v1/configmaps?limit=500&labelSelector=app.kubernetes.io%2Fmanaged-by%3Dcadastre"
                + "%2Ccadastre.dev%2Ffleet%3Dparking")
        #expect(request.head.contains("User-Agent: cadastre/9\r\n"))
    }

    @Test("A warning is told once, however many answers carry it")
    func warnings() async throws {
        let cluster = try FaultyCluster { request in
            guard request.path.contains("configmaps") else { return nil }
            let warning = [#"Warning: 299 - "old field""#]
            let isFirst = !request.path.contains("continue")
            return [answer(200, headers: warning, list([], next: isFirst ? "t" : nil))]
        }
        let remarks = try await cluster.observe().remarks
        #expect(remarks.map(\.detail) == ["old field"])
    }

    @Test("Objects in namespaces that do not exist are not asked for")
    func missingNamespaces() async throws {
        let cluster = try FaultyCluster { _ in nil }
        let ids = (0..<50).map { ObjectID(Testbed.scope, "ConfigMap", namespace: "shop-\($0)", name: "a") }
        let look = try await cluster.look(desired: ids)
        #expect(look.isComplete)
        // Two for discovery, one list of the fleet's, one of all namespaces.
        #expect(cluster.server.received.count == 4)
    }

    @Test("Many missing objects cost two lists, and only what is there is read")
    func manyMissing() async throws {
        let cluster = try FaultyCluster { request in
            if request.path.contains("/namespaces?") {
                return [answer(list([item("shop", fleet: "-")], next: nil))]
            }
            if request.path.contains("fleet%21%3Dparking") {
                return [answer(list([item("c7", fleet: "other"), item("x", fleet: "other")], next: nil))]
            }
            return request.path.hasSuffix("/configmaps/c7") ? [answer(item("c7", fleet: "other"))] : nil
        }
        let ids = (0..<50).map { ObjectID(Testbed.scope, "ConfigMap", namespace: "shop", name: "c\($0)") }
        let look = try await cluster.look(desired: ids)
        #expect(look.objects.map(\.id.name) == ["c7"])
        #expect(look.objects.first?.mark?.fleet == "other")
        #expect(cluster.server.received.count == 7)
    }
}
