import Core
import HTTP
import LoopbackServer
import Testing
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
        _ action: Action, _ answers: [String: LoopbackServer.Step], left: [LeftAttribute] = []
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
            fingerprint: "f", origins: [], needs: [], left: left)
        let change = Change(
            id: Self.id, kind: desired.kind, owner: desired.owner, action: action, reason: .specChanged,
            desired: action == .delete ? nil : desired,
            observed: action == .create ? nil : ObjectVersion(uid: "u", revision: "6"))
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

    @Test("What is left to others stays also where a run of older specs has claimed it once more")
    func claimedAgain() async throws {
        let moved = Self.status(
            409,
            #""reason":"Conflict","message":"Operation cannot be fulfilled: the object has been modified""#)
        func there(_ fields: String) -> LoopbackServer.Step {
            Self.object(
                #"""
                ,"managedFields":[{"manager":"cadastre","operation":"Apply",
                "fieldsV1":{"f:data":{\#(fields)}}}]
                """#)
        }
        let left = [LeftAttribute("data.count", least: 2)]
        let answers = ["PATCH 1": moved, "PATCH": Self.object()]
        let again = try await perform(
            .update, answers.merging(["GET": there(#""f:a":{},"f:count":{}"#)]) { $1 }, left: left)
        #expect(try again.result.get() == .applied)
        #expect(again.requests == ["PATCH", "GET", "PATCH", "PATCH"], "the claim ends before the apply")
        let others = try await perform(
            .update, answers.merging(["GET": there(#""f:a":{}"#)]) { $1 }, left: left)
        #expect(try others.result.get() == .applied)
        #expect(others.requests == ["PATCH", "GET", "PATCH"])
        // Not for ever, and never without a condition.
        let busy = try await perform(.update, ["PATCH": moved, "GET": there(#""f:a":{}"#)], left: left)
        #expect(#expect(throws: Problem.self) { try busy.result.get() }?.code == "apply.moved")
        #expect(busy.requests.count { $0 == "PATCH" } == 5)
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
