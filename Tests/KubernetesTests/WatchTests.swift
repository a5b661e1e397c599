import Core
import Foundation
import LoopbackServer
import ProviderContract
import Testing
import Values

@testable import HTTP
@testable import Kubernetes

/// What a watch tells, and how it goes on when it breaks.
@Suite struct WatchTests {
    private static func line(
        _ type: String, _ name: String, revision: Int, tenant: String? = "acme", data: String = "a",
        managers: [(String, String)] = [("kubectl-edit", "2026-01-01T00:00:00Z")], status: String = ""
    ) -> String {
        let owners = managers.map {
            #"{"manager":"\#($0.0)","operation":"Update","time":"\#($0.1)","fieldsV1":{"f:data":{}}}"#
        }
        let tenant = tenant.map { #","cadastre.dev/tenant":"\#($0)""# } ?? ""
        let object = #"""
            {"kind":"ConfigMap","metadata":{"name":"\#(name)","namespace":"n","uid":"u-\#(name)",
            "resourceVersion":"\#(revision)","managedFields":[\#(owners.joined(separator: ","))],
            "labels":{"app.kubernetes.io/managed-by":"cadastre","cadastre.dev/fleet":"parking"\#(tenant)}},
            "data":{"k":"\#(data)"},"status":{"s":"\#(status)"}}
            """#.replacing("\n", with: "")
        return #"{"type":"\#(type)","object":\#(object)}"#
    }

    private static func bookmark(_ revision: Int) -> String {
        #"{"type":"BOOKMARK","object":{"kind":"ConfigMap","metadata":{"resourceVersion":"\#(revision)"}}}"#
    }

    private static let list =
        #"{"kind":"PartialObjectMetadataList","metadata":{"resourceVersion":"5"},"items":null}"#

    /// Runs a watch against scripted answers, one for each request, until it has told so much.
    private static func told(
        _ count: Int, _ answers: [[LoopbackServer.Step]], tokenFile: String? = nil
    ) async throws -> (events: [WatchEvent], paths: [String]) {
        let server = try LoopbackServer { request in
            request.number < answers.count ? answers[request.number] : [.hang]
        }
        let (events, inbox) = AsyncStream.makeStream(of: WatchEvent.self)
        var rhythm = KindWatch.Rhythm()
        rhythm.backoff = Backoff(first: .milliseconds(1), highest: .milliseconds(1))
        let watch = KindWatch(
            scope: Testbed.scope,
            served: ServedKind(
                kind: Kind("ConfigMap"), apiVersion: "v1", resource: "configmaps", isNamespaced: true),
            fleet: "parking",
            server: APIServer(
                try ClusterConnection(server: server.url(""), tokenFile: tokenFile), userAgent: "tests/1",
                retries: RetryPolicy(maxAttempts: 1)), rhythm: rhythm, tell: { inbox.yield($0) })
        let task = Task { try await watch.run(from: nil) }
        defer { task.cancel() }
        var all: [WatchEvent] = []
        for await event in events {
            all.append(event)
            if all.count == count { break }
        }
        return (all, server.received.map(\.path))
    }

    private static func stream(_ lines: [String], then end: LoopbackServer.Step = .close) -> [LoopbackServer
        .Step]
    {
        [.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + lines.map { "\($0)\n" }.joined()), end]
    }

    private static func moved(_ name: String, _ owner: Owner = .tenant("acme")) -> WatchEvent {
        .moved(owner, ObjectID(Testbed.scope, "ConfigMap", namespace: "n", name: name))
    }

    private static let all = WatchEvent.everything
    private static let listening = WatchEvent.listening(kind: "ConfigMap")

    @Test("Moves are told with their owner; what nobody compares, and what we wrote ourselves, is not")
    func moves() async throws {
        let ours = [("kubectl-edit", "2026-01-01T00:00:00Z"), ("cadastre", "2026-01-01T00:00:01Z")]
        let same = [("kubectl-edit", "2026-01-01T00:00:01Z"), ("cadastre", "2026-01-01T00:00:01Z")]
        let (events, _) = try await Self.told(
            7,
            [
                [answer(200, Self.list)],
                Self.stream(
                    [
                        Self.line("ADDED", "new", revision: 6),
                        Self.line("MODIFIED", "new", revision: 7, status: "other"),
                        Self.line("MODIFIED", "ours", revision: 8, managers: ours),
                        Self.line("MODIFIED", "ours", revision: 9, data: "b", managers: ours),
                        Self.line("MODIFIED", "new", revision: 10, data: "b"),
                        Self.line("MODIFIED", "both", revision: 11, managers: same),
                        Self.line("MODIFIED", "shared", revision: 12, tenant: nil),
                        Self.line("DELETED", "ours", revision: 13, managers: ours),
                    ], then: .hang),
            ])
        #expect(
            events == [
                Self.all, Self.listening, Self.moved("new"), Self.moved("new"), Self.moved("both"),
                Self.moved("shared", .region(Testbed.region)), Self.moved("ours"),
            ])
    }

    @Test("An error that says the credential back is told without it")
    func hidden() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "token-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("hush-hush".utf8).write(to: file)
        let words =
            #"{"type":"ERROR","object":{"kind":"Status","code":500,"message":"no: Bearer hush-hush"}}"#
        let (events, _) = try await Self.told(
            2, [[answer(200, Self.list)], Self.stream([words])], tokenFile: file.path)
        guard case .lost(_, let problem)? = events.last else {
            Issue.record("\(events)")
            return
        }
        #expect(problem.detail.contains("no: Bearer "))
        #expect(!problem.detail.contains("hush"))
    }

    @Test("A watch that ends goes on from the last that it was told, and a bookmark counts")
    func resumes() async throws {
        let (events, paths) = try await Self.told(
            4,
            [
                [answer(200, Self.list)],
                Self.stream([Self.line("ADDED", "a", revision: 6), Self.bookmark(9)]),
                Self.stream([Self.line("ADDED", "b", revision: 12)]), Self.stream([]),
            ])
        #expect(events == [Self.all, Self.listening, Self.moved("a"), Self.moved("b")])
        #expect(paths[0] == "/api/v1/configmaps?limit=1")
        #expect(paths[1].contains("watch=1&allowWatchBookmarks=true&resourceVersion=5&timeoutSeconds="))
        #expect(paths[1].contains("cadastre.dev%2Ffleet%3Dparking"))
        #expect(paths[2].contains("resourceVersion=9&"))
    }

    @Test(
        "A place that has expired is found anew, and then everything may have moved",
        arguments: [true, false])
    func expired(_ isInStream: Bool) async throws {
        let gone = #"{"kind":"Status","status":"Failure","reason":"Expired","code":410,"message":"too old"}"#
        let (events, paths) = try await Self.told(
            4,
            [
                [answer(200, Self.list)],
                isInStream ? Self.stream([#"{"type":"ERROR","object":\#(gone)}"#]) : [answer(410, gone)],
                [answer(200, Self.list)],
                Self.stream([Self.line("ADDED", "a", revision: 6)], then: .hang),
            ])
        #expect(events == [Self.all, Self.all, Self.listening, Self.moved("a")])
        #expect(paths[2].hasPrefix("/api/v1/configmaps?limit=1"))
    }

    @Test("A watch that only ever says an error is lost, and does not count as mended by saying it again")
    func errors() async throws {
        for code in [410, 500] {
            let error = Self.stream([
                #"{"type":"ERROR","object":{"kind":"Status","code":\#(code),"message":"no"}}"#
            ])
            let begin = code == 410 ? [[answer(200, Self.list)]] : []
            let (events, _) = try await Self.told(
                code == 410 ? 7 : 4,
                [[answer(200, Self.list)], error] + begin + [error] + begin + [error] + begin + [
                    Self.stream([Self.line("ADDED", "a", revision: 6)], then: .hang)
                ])
            let told = events.filter { $0 != Self.all }
            guard case .lost("ConfigMap", _)? = told.first else {
                Issue.record("\(code): \(events)")
                continue
            }
            #expect(told.dropFirst() == [Self.listening, Self.moved("a")], "\(code)")
        }
    }

    @Test(
        "What breaks is told once, and mended from the same place",
        arguments: ["cut", "nonsense", "refused", "busy"])
    func breaks(_ how: String) async throws {
        let broken: [LoopbackServer.Step] =
            switch how {
            case "cut": [.send("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"), .reset]
            case "nonsense": Self.stream(["<html>"])
            case "refused": [answer(403, "no")]
            default: [answer(429)]
            }
        let (events, paths) = try await Self.told(
            4,
            [
                [answer(200, Self.list)], broken, broken,
                Self.stream([Self.line("ADDED", "a", revision: 6)], then: .hang),
            ])
        #expect(events.first == Self.all)
        guard case .lost("ConfigMap", _) = events[1] else {
            Issue.record("\(events)")
            return
        }
        #expect(events[2] == Self.listening)
        #expect(events[3] == Self.moved("a"))
        #expect(paths.dropFirst().allSatisfy { $0.contains("resourceVersion=5&") })
    }

    @Test("A server that falls silent is taken for dead")
    func silence() async throws {
        let server = try LoopbackServer { _ in [.send("HTTP/1.1 200 OK\r\n\r\n"), .hang] }
        let api = APIServer(
            try ClusterConnection(server: server.url("")), userAgent: "tests/1", retries: RetryPolicy())
        let (body, _) = try await api.stream(APICall("/x", to: "watch"), silence: .milliseconds(50))
        let error = await #expect(throws: HTTPError.self) { for try await _ in body.lines {} }
        #expect(error?.kind == .timeout)
    }

    @Test("On a real server what others do is told, and what we do is not")
    func real() async throws {
        try await ClusterFixture.use { fixture in
            let (events, inbox) = AsyncStream.makeStream(of: WatchEvent.self)
            let provider = try Testbed.provider()
            let kinds = [SampleKind.namespace, SampleKind.configMap]
            let watch = Task {
                try await provider.watch(kinds, of: fixture.fleet) { inbox.yield($0) }
            }
            defer { watch.cancel() }
            let told = events.filter { if case .listening = $0 { false } else { true } }
            var iterator = told.makeAsyncIterator()
            #expect(await iterator.next() == .everything)
            for (kind, name) in [(SampleKind.namespace, fixture.namespace), (SampleKind.configMap, "a")] {
                let id = ObjectID(
                    Testbed.scope, kind.name, namespace: kind.isNamespaced ? fixture.namespace : "",
                    name: name)
                let body: Value = [
                    "apiVersion": "v1", "kind": .string(kind.name),
                    "metadata": [
                        "name": .string(name),
                        "labels": [
                            Mark.managedByLabel: .string(Mark.managedByValue),
                            Mark.fleetLabel: .string(fixture.fleet),
                        ],
                    ],
                ]
                _ = try await fixture.provider.perform(
                    Change(
                        id: id, kind: kind, owner: .region(Testbed.region), action: .create, reason: .missing,
                        desired: DesiredObject(
                            id: id, kind: kind, owner: .region(Testbed.region), body: body, fingerprint: "f",
                            origins: [], needs: [])))
            }
            let id = ObjectID(Testbed.scope, "ConfigMap", namespace: fixture.namespace, name: "a")
            // In another second than our own writing.
            try await Task.sleep(for: .milliseconds(1100))
            try await fixture.change(id, SampleKind.configMap, as: "kubectl-edit", ["data": ["k": "theirs"]])
            #expect(await iterator.next() == .moved(.region(Testbed.region), id))
            try await fixture.delete(id, SampleKind.configMap)
            #expect(await iterator.next() == .moved(.region(Testbed.region), id))
        }
    }

    @Test("A look for one owner shows that owner's objects, what has lost its label, and what is not ours")
    func narrow() async throws {
        try await ClusterFixture.use { fixture in
            let place = ObjectID(Testbed.scope, "Namespace", name: fixture.namespace)
            try await fixture.create(
                place, SampleKind.namespace,
                ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(fixture.namespace)]])
            let owners: [(String, String?, Bool)] = [
                ("mine", "acme", true), ("other", "beta", true), ("unlabelled", nil, true),
                ("theirs", nil, false),
                ("shared", nil, true),
            ]
            for (name, tenant, isMarked) in owners {
                var labels: Fields = [:]
                if isMarked {
                    labels[Mark.managedByLabel] = .string(Mark.managedByValue)
                    labels[Mark.fleetLabel] = .string(fixture.fleet)
                }
                if let tenant { labels[Mark.tenantLabel] = .string(tenant) }
                let id = ObjectID(Testbed.scope, "ConfigMap", namespace: fixture.namespace, name: name)
                try await fixture.create(
                    id, SampleKind.configMap,
                    [
                        "apiVersion": "v1", "kind": "ConfigMap",
                        "metadata": ["name": .string(name), "labels": .object(labels)],
                    ])
            }
            let desired =
                ["mine", "unlabelled", "theirs"].map {
                    ObjectID(Testbed.scope, "ConfigMap", namespace: fixture.namespace, name: $0)
                }
                + (0..<10).map {
                    ObjectID(Testbed.scope, "ConfigMap", namespace: fixture.namespace, name: "x\($0)")
                }
            let request = ObservationRequest(
                fleet: fixture.fleet, kinds: [SampleKind.namespace, SampleKind.configMap], desired: desired,
                owners: [.tenant("acme")])
            let observation = try await fixture.provider.observe(request)
            let look = try #require(observation.looks["ConfigMap"])
            #expect(look.isComplete)
            #expect(look.objects.map(\.id.name).sorted() == ["mine", "theirs", "unlabelled"])
            #expect(observation.owners == [.tenant("acme")])
            let shared = try await fixture.provider.observe(
                ObservationRequest(
                    fleet: fixture.fleet, kinds: [SampleKind.configMap], desired: [],
                    owners: [.region(Testbed.region)]))
            #expect(shared.looks["ConfigMap"]?.objects.map(\.id.name).sorted() == ["shared", "unlabelled"])
        }
    }
}
