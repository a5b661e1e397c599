import Core
import Diagnostics
import HTTP
import LoopbackServer
import TestSupport
import Testing
import Values

@testable import Kubernetes

/// What is told when nothing was refused, and still cannot be done. Refusals have tests of their own.
@Suite struct ProblemTests {
    private static let scope = Scope(.kubernetes, "eu-west-1")
    private static let id = ObjectID(scope, "ConfigMap", namespace: "shop", name: "settings")

    private func expect(_ problem: Problem?, _ severity: Diagnostic.Severity = .error) throws {
        let problem = try #require(problem)
        expectGolden(
            DiagnosticText(sources: SourceMap()).render(Diagnostic(severity, problem)),
            at: "Cases/problem/\(problem.code).txt")
    }

    /// A provider of a server that has ConfigMaps, and nothing else.
    private func provider() throws -> (LoopbackServer, KubernetesProvider) {
        let server = try LoopbackServer { request in
            switch request.path {
            case "/api": [answer(200, #"{"kind":"APIVersions","versions":["v1"]}"#)]
            case "/api/v1":
                [
                    answer(
                        200,
                        #"{"kind":"APIResourceList","resources":[{"name":"configmaps","kind":"ConfigMap","namespaced":true}]}"#
                    )
                ]
            default: [answer(200, #"{"kind":"APIGroupList","groups":[]}"#)]
            }
        }
        let connection = try ClusterConnection(server: server.url(""))
        return (server, KubernetesProvider(scope: Self.scope, connection: connection))
    }

    @Test("A change that says too little is not made", arguments: [Action.update, .delete])
    func changes(_ action: Action) async throws {
        let (server, provider) = try provider()
        let change = Change(
            id: Self.id, kind: Kind("ConfigMap"), owner: .tenant("acme"), action: action,
            reason: .specChanged,
            observed: action == .update ? ObjectVersion(uid: "u", revision: "1") : nil)
        try expect(await #expect(throws: Problem.self) { try await provider.perform(change) })
        withExtendedLifetime(server) {}
    }

    @Test("A kind that the server does not have is told with the region")
    func notServed() async throws {
        let (server, provider) = try provider()
        let change = Change(
            id: Self.id, kind: Kind("Parcel", group: "example.org"), owner: .tenant("acme"), action: .update,
            reason: .specChanged)
        try expect(await #expect(throws: Problem.self) { try await provider.perform(change) })
        withExtendedLifetime(server) {}
    }

    @Test("An object that is there against the plan is left alone, and it is told whose it is")
    func exists() throws {
        let marks = [nil, Mark(fleet: "hotels", tenant: nil), Mark(fleet: "parking", tenant: nil)]
        let problems =
            marks.map { Problem.exists(Self.id.short, mark: $0, fleet: "parking") }
            + [.merged(Self.id.short, with: ["kubectl-client-side-apply", "kubectl-edit"])]
        expectGolden(problems.map(\.text).joined(separator: "\n"), at: "Cases/problem/apply.exists.txt")
    }

    @Test("An answer that makes no sense is told")
    func answers() throws {
        let call = APICall("/api/v1/configmaps", to: "list objects of kind ConfigMap")
        try expect(.unreadable(call, "it is no list"))
        let teapot = HTTPResponse(head: HTTPHead(status: 418), body: Array("short and stout".utf8))
        try expect(Problem(answer: teapot, to: call, at: "https://eu.example.org:6443"))
        let unexplained = HTTPResponse(head: HTTPHead(status: 409), body: Array("Conflict".utf8))
        try expect(Problem(answer: unexplained, to: call, at: "https://eu.example.org:6443"))
    }

    @Test("A warning of the server is a remark")
    func warnings() throws {
        let warnings = Warnings()
        warnings.add([#"299 - "policy/v1beta1 PodDisruptionBudget is deprecated in v1.21+""#])
        try expect(warnings.take().first, .warning)
    }

    @Test("Outside of a pod there is no cluster to be in")
    func notInCluster() throws {
        try expect(#expect(throws: Problem.self) { try ClusterConnection.inCluster(environment: [:]) })
    }
}
