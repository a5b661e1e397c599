import Core
import HTTP
import LoopbackServer
import Testing
import Threads
import Values

@testable import Kubernetes

/// What a server may say back of a Secret that it was sent, and nobody is shown.
@Suite("A Secret that a server quotes")
struct SecretWritingTests {
    private static let value = "c4n4ry/+\"value"
    private static let encoded = Base64.encode(Array(value.utf8))
    private static let reference = Reference(
        ObjectID(Scope(.aws, "east"), "DBInstance", name: "db"), "status.Password", isSecret: true)

    /// Makes the Secret on a server that refuses it.
    private func perform(
        _ code: Int, _ message: @escaping @Sendable () -> String, knowing: Bool = true
    ) async throws -> (problem: Problem?, requests: [LoopbackServer.Received]) {
        let requests = Locked<[LoopbackServer.Received]>([])
        let server = try LoopbackServer { request in
            requests.withLock { $0.append(request) }
            switch request.path {
            case "/api": return [answer(200, #"{"kind":"APIVersions","versions":["v1"]}"#)]
            case "/api/v1":
                return [
                    answer(
                        200,
                        #"{"kind":"APIResourceList","resources":[{"name":"secrets","kind":"Secret","namespaced":true}]}"#
                    )
                ]
            default:
                if request.head.hasPrefix("GET") {
                    return [
                        answer(
                            404,
                            #"{"kind":"Status","code":404,"details":{"name":"database","kind":"secrets"}}"#)
                    ]
                }
                let status: Value = [
                    "kind": "Status", "apiVersion": "v1", "code": .int(Int64(code)),
                    "message": .string(message()),
                    "details": [
                        "causes": [["field": "data[password]", "message": .string(message())]]
                    ],
                ]
                return [answer(code, String(decoding: status.json(), as: UTF8.self))]
            }
        }
        var retries = RetryPolicy()
        retries.maxAttempts = 1
        let provider = KubernetesProvider(
            scope: Scope(.kubernetes, "east"), connection: try ClusterConnection(server: server.url("")),
            retries: retries)
        let desired = DesiredObject(
            id: ObjectID(provider.scope, "Secret", namespace: "shop", name: "database"),
            kind: Kind("Secret", hidden: "data"), owner: .tenant("acme"),
            body: ["metadata": ["name": "database"], "data": ["password": .string(Secret.cover)]],
            fingerprint: "f", origins: [], needs: [],
            late: [LateValue("data.password", [.value(Self.reference)])])
        let change = Change(
            id: desired.id, kind: desired.kind, owner: desired.owner, action: .create, reason: .missing,
            desired: desired)
        let problem = await #expect(throws: Problem.self) {
            try await provider.perform(
                knowing ? change.knowing([Self.reference: Secret(Self.value)]) : change)
        }
        return (problem, requests.withLock { $0 })
    }

    @Test(
        "Shows none of it, whole or in part, in clear or as it was sent",
        arguments: [400, 403, 404, 409, 422, 429, 500, 503])
    func refused(_ code: Int) async throws {
        // Of what the server has no reason to cut, all; of what it cannot read, a piece.
        let quotes =
            [400, 422, 500, 503].contains(code) ? [Self.value.prefix(6), Self.encoded.prefix(8)] : []
        let words = "you sent \(Self.value), \(Self.encoded) \(quotes.joined(separator: " "))"
        let (problem, requests) = try await perform(code) { words }
        let text = "\(try #require(problem))"
        #expect(!text.contains("c4n4ry") && !text.contains(Self.encoded.prefix(8)), "\(text)")
        let patch = try #require(requests.first { $0.head.hasPrefix("PATCH") })
        #expect(patch.body.contains(Self.encoded))
        #expect(!patch.head.contains("c4n4ry"))
    }

    @Test("A refusal still says which field it is about")
    func field() async throws {
        let problem = try await perform(422) { Self.value }.problem
        #expect(problem?.code == "kubernetes.invalid")
        #expect(problem?.detail == "could not create Secret shop/database: data[password]: it is refused")
    }

    @Test("A Secret whose content was not read is not sent")
    func unread() async throws {
        let (problem, requests) = try await perform(422, { "" }, knowing: false)
        #expect(problem?.code == "apply.unread")
        #expect(!requests.contains { $0.head.hasPrefix("PATCH") })
    }
}
