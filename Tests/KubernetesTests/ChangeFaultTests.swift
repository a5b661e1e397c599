import Core
import HTTP
import LoopbackServer
import Testing
import Threads
import Values

@testable import Kubernetes

/// Answers to changes that say something else than they seem to.
@Suite struct ChangeFaultTests {
    private static let scope = Scope(.kubernetes, "eu-west-1")
    private static let id = ObjectID(scope, "ConfigMap", namespace: "shop", name: "settings")
    private static let notThere = status(404, #""details":{"name":"settings","kind":"configmaps"}"#)
    private static let somewhere = status(404, #""message":"no such cluster""#)

    private static func status(_ code: Int, _ more: String) -> LoopbackServer.Step {
        answer(code, #"{"kind":"Status","apiVersion":"v1","code":\#(code),\#(more)}"#)
    }

    private static func object(uid: String = "u", _ metadata: String = "") -> LoopbackServer.Step {
        answer(
            200,
            """
            {"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"settings","namespace":"shop",
            "uid":"\(uid)","resourceVersion":"7"\(metadata)}}
            """)
    }

    /// Performs the change on a server that answers to requests for the object by their methods, or by the methods and
    /// how many of this method there were: `GET 2` is the second.
    private func perform(
        _ action: Action, _ answers: [String: LoopbackServer.Step], seen: String? = nil
    ) async throws -> (result: Result<Outcome, any Error>, requests: [String]) {
        let turns = Turns()
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
            case "/api/v1/namespaces/shop":
                [answer(200, #"{"metadata":{"name":"shop","uid":"n","resourceVersion":"1"}}"#)]
            default: [answers[turns.next(request.method)] ?? answers[request.method] ?? answer(418)]
            }
        }
        var retries = RetryPolicy()
        retries.backoff = Backoff(first: .milliseconds(1), highest: .milliseconds(1))
        let provider = KubernetesProvider(
            scope: Self.scope, connection: try ClusterConnection(server: server.url("")), retries: retries)
        let desired = DesiredObject(
            id: Self.id, kind: Kind("ConfigMap"), owner: .tenant("acme"),
            body: ["metadata": ["labels": [Mark.fleetLabel: "parking"]], "data": ["a": "b"]],
            fingerprint: "f", origins: [], needs: [], left: [LeftAttribute("data.count", least: 2)])
        let change = Change(
            id: Self.id, kind: desired.kind, owner: desired.owner, action: action, reason: .specChanged,
            desired: action == .delete ? nil : desired,
            observed: action == .create ? nil : ObjectVersion(uid: "u", revision: "6"),
            seen: seen.map { JSONText(bytes: Array($0.utf8)[...]) })
        let result: Result<Outcome, any Error>
        do {
            result = .success(try await provider.perform(change))
        } catch {
            result = .failure(error)
        }
        return (result, server.received.filter { $0.path.contains("settings") }.map(\.method))
    }

    @Test(
        "A delete is done when the server names what is gone, or the object is seen to be gone",
        arguments: [
            (status(200, #""status":"Success","details":{"uid":"u"}"#), nil),
            (status(200, #""status":"Success""#), notThere), (answer(200, "{}"), object(uid: "other")),
            (object(), notThere), (notThere, nil),
        ] as [(LoopbackServer.Step, LoopbackServer.Step?)])
    func gone(_ delete: LoopbackServer.Step, _ get: LoopbackServer.Step?) async throws {
        let (result, requests) = try await perform(
            .delete, ["DELETE": delete].merging(get.map { ["GET": $0] } ?? [:]) { $1 })
        #expect(try result.get() == .applied)
        #expect(requests == (get == nil ? ["DELETE"] : ["DELETE", "GET"]))
    }

    @Test(
        "A delete is pending while the object is there, whatever was answered, and it is told what holds it",
        arguments: [
            (answer(200, "{}"), held), (status(200, #""status":"Success""#), held), (held, notThere),
            (object(), held), (answer(200, "deleted"), held),
        ])
    func stays(_ delete: LoopbackServer.Step, _ get: LoopbackServer.Step) async throws {
        let (result, _) = try await perform(.delete, ["DELETE": delete, "GET": get])
        let expected = "ConfigMap shop/settings to be gone, held by its finalizer example.org/guard"
        #expect(try result.get() == .pending(after: .seconds(1), waitingFor: expected))
    }

    private static let held = object(
        #","deletionTimestamp":"2026-11-23T00:00:00Z","finalizers":["example.org/guard"]"#)

    @Test("That something is not there says nothing of the object", arguments: [Action.delete, .create])
    func notFound(_ action: Action) async throws {
        let (result, requests) = try await perform(
            action, ["DELETE": Self.somewhere, "GET": Self.somewhere, "PATCH": Self.somewhere])
        let problem = #expect(throws: Problem.self) { try result.get() }
        #expect(problem?.code == "kubernetes.not-served")
        #expect(requests == (action == .create ? ["PATCH"] : ["DELETE"]))
    }

    @Test(
        "A create never meets an object: what is there is left alone, unless an attempt of ours has made it",
        arguments: [
            (#"{"\#(Mark.fleetLabel)":"parking","\#(Mark.managedByLabel)":"cadastre"}"#, "f", nil),
            (#"{"\#(Mark.fleetLabel)":"parking","\#(Mark.managedByLabel)":"cadastre"}"#, "g", "apply.exists"),
            (#"{"\#(Mark.fleetLabel)":"garage","\#(Mark.managedByLabel)":"cadastre"}"#, "f", "apply.exists"),
            ("{}", "f", "apply.exists"),
        ] as [(String, String, String?)],
        [
            #""reason":"Conflict","message":"the object has been modified""#,
            #""reason":"Conflict","details":{"causes":[{"reason":"FieldManagerConflict","field":".data.a"}]}"#,
            #""reason":"AlreadyExists","message":"it already exists""#,
        ])
    func met(_ there: (labels: String, fingerprint: String, code: String?), _ refusal: String) async throws {
        let mark =
            #","labels":\#(there.labels),"annotations":{"\#(Mark.fingerprintAnnotation)":"\#(there.fingerprint)"}"#
        let (result, requests) = try await perform(
            .create,
            ["PATCH 1": Self.status(409, refusal), "GET": Self.object(mark), "PATCH": Self.object(mark)])
        switch result {
        case .success(let outcome):
            #expect(outcome == .applied && there.code == nil)
            #expect(requests == ["PATCH", "GET", "PATCH"])
        case .failure(let error):
            #expect((error as? Problem)?.code == there.code)
            #expect(requests == ["PATCH", "GET"])
        }
    }

    @Test(
        "Where a server takes no revision, a create that met somebody's new object says so; one that met its own is done",
        arguments: [
            (#"{"manager":"kubectl","operation":"Update","fieldsV1":{}}"#, "apply.exists"),
            (#"{"manager":"kubelet","operation":"Update","subresource":"status","fieldsV1":{}}"#, nil),
            (#"{"manager":"cadastre","operation":"Update","fieldsV1":{}}"#, nil),
        ] as [(String, String?)])
    func merged(_ other: String, _ code: String?) async throws {
        let ours = #"{"manager":"cadastre","operation":"Apply","fieldsV1":{}}"#
        let refusal = Self.status(
            500, #""message":"resourceVersion should not be set on objects to be created""#)
        let (result, requests) = try await perform(
            .create,
            ["PATCH 1": refusal, "PATCH": Self.object(#","managedFields":[\#(ours),\#(other)]"#)])
        #expect(requests == ["PATCH", "PATCH"])
        switch result {
        case .success(let outcome): #expect(outcome == .applied && code == nil)
        case .failure(let error):
            #expect((error as? Problem)?.code == code)
            #expect((error as? Problem)?.detail.contains("kubectl") == true)
        }
    }

    @Test(
        "An object that does not fit the schema is sent once, also where the server calls it its own failure",
        arguments: [
            (".dato: field not declared in schema", "kubernetes.unknown-field"),
            (".data: expected map, got string", "kubernetes.invalid"),
        ])
    func schema(_ reason: String, _ code: String) async throws {
        let refusal = Self.status(
            500, #""message":"failed to create typed patch object (shop/settings): \#(reason)""#)
        let (result, requests) = try await perform(.create, ["PATCH": refusal])
        #expect(#expect(throws: Problem.self) { try result.get() }?.code == code)
        #expect(requests == ["PATCH"])
    }

    /// As a look or an answer shows it.
    private static func text(
        _ revision: Int, status: String = "", data: String = "x", ours: String = #""f:a":{}"#
    )
        -> String
    {
        """
        {"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"settings","namespace":"shop","uid":"u",
        "resourceVersion":"\(revision)","labels":{"app.kubernetes.io/managed-by":"cadastre",
        "cadastre.dev/fleet":"parking"},"managedFields":[{"manager":"cadastre","operation":"Apply",
        "fieldsV1":{"f:data":{\(ours)}}}]},"data":{"a":"\(data)"},"status":{"phase":"\(status)"}}
        """
    }

    private static let moved = status(
        409, #""reason":"Conflict","message":"Operation cannot be fulfilled: the object has been modified""#)

    @Test("An update is one request; where only a status moved, a look and another one")
    func oneRequest() async throws {
        let seen = Self.text(6)
        let plain = try await perform(.update, ["PATCH": answer(200, Self.text(7))], seen: seen)
        #expect(try plain.result.get() == .applied)
        #expect(plain.requests == ["PATCH"])
        let again = try await perform(
            .update,
            [
                "PATCH 1": Self.moved, "GET": answer(200, Self.text(7, status: "Ready")),
                "PATCH": Self.object(),
            ],
            seen: seen)
        #expect(try again.result.get() == .applied)
        #expect(again.requests == ["PATCH", "GET", "PATCH"])
        // Not for ever.
        let states = Dictionary(
            uniqueKeysWithValues: (1...9).map { ("GET \($0)", answer(200, Self.text(6 + $0))) })
        let busy = try await perform(.update, states.merging(["PATCH": Self.moved]) { $1 }, seen: seen)
        #expect(#expect(throws: Problem.self) { try busy.result.get() }?.code == "apply.moved")
        #expect(busy.requests.count { $0 == "PATCH" } == 5)
    }

    @Test("A delete goes on while a status moves, and not for ever")
    func movingStatus() async throws {
        let states = Dictionary(
            uniqueKeysWithValues: (1...9).map {
                ("GET \($0)", answer(200, Self.text(6 + $0, status: "\($0)")))
            })
        let gone = Self.status(200, #""status":"Success","details":{"uid":"u"}"#)
        let refused = ["DELETE 1": Self.moved, "DELETE 2": Self.moved, "DELETE": gone]
        let (result, requests) = try await perform(
            .delete, states.merging(refused) { $1 }, seen: Self.text(6))
        #expect(try result.get() == .applied)
        #expect(requests == ["DELETE", "GET", "DELETE", "GET", "DELETE"])
        let busy = try await perform(
            .delete, states.merging(["DELETE": Self.moved]) { $1 }, seen: Self.text(6))
        #expect(#expect(throws: Problem.self) { try busy.result.get() }?.code == "apply.moved")
        #expect(busy.requests.count { $0 == "DELETE" } == 5)
    }

    @Test(
        "An update stops where what it states has moved, or what it leaves to others is ours again",
        arguments: [text(7, data: "z"), text(7, ours: #""f:a":{},"f:count":{}"#)])
    func stops(_ there: String) async throws {
        let (result, requests) = try await perform(
            .update, ["PATCH": Self.moved, "GET": answer(200, there)], seen: Self.text(6))
        let problem = #expect(throws: Problem.self) { try result.get() }
        #expect(problem?.code == "apply.moved")
        #expect(problem?.detail.contains("since it was planned") == true)
        #expect(requests == ["PATCH", "GET"])
    }

    @Test("The last elements are remembered, and not all")
    func recent() {
        var recent = RecentSet<Int>(limit: 10)
        let isNew = (0..<100).map { recent.insert($0) }
        #expect(!isNew.contains(false))
        #expect((90..<100).allSatisfy(recent.contains))
        let isNewAgain = recent.insert(99)
        #expect(!isNewAgain)
        #expect((0..<100).count(where: recent.contains) <= 20)
    }
}

/// Counts the requests of each method.
private final class Turns: Sendable {
    private let counts = Locked<[String: Int]>([:])

    func next(_ method: String) -> String {
        counts.withLock { counts in
            counts[method, default: 0] += 1
            return "\(method) \(counts[method, default: 0])"
        }
    }
}

extension LoopbackServer.Received {
    fileprivate var method: String { head.split(separator: " ").first.map(String.init) ?? "" }
}
