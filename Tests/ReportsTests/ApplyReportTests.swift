import Core
import Diagnostics
import Reconciliation
import Reports
import TestSupport
import Testing
import Values

struct ScriptedProvider: Provider {
    let scope: Scope

    func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
        Observation(scope: scope, at: Sample.now)
    }

    func perform(_ change: Change) async throws -> Outcome {
        switch change.id.name {
        case "parking-app":
            throw Problem(
                "kubernetes.forbidden", "exceeded quota: requested limits.cpu=8, used 16 of 20",
                detail: "\u{1B}[2Jfrom the server", help: "raise spec.quota")
        case "slow": return .pending(after: .zero, waitingFor: "2 of 3 ready")
        default: return .applied
        }
    }
}

@Suite("An apply as text")
struct ApplyReportTests {
    @Test("What was not done is named with its reason and what to do")
    func summary() async {
        let app = Sample.id("Deployment", "parking-app")
        func change(_ kind: String, _ name: String, needs: [ObjectID] = [], blockedBy: [String] = [])
            -> Change
        {
            Change(
                id: Sample.id(kind, name), kind: Kind(kind), owner: .tenant("nordwind"), action: .create,
                reason: .missing, needs: needs, blockedBy: blockedBy)
        }
        let plan = Sample().plan(
            [
                change("Deployment", "parking-app"), change("Deployment", "slow"),
                change("ConfigMap", "settings"),
            ]
                + (0..<25).map { change("Service", "web\($0)", needs: [app]) }
                + [change("Role", "app", blockedBy: ["ownership.conflict"])])
        var lines: [String] = []
        let text = ApplyText(style: .plain)
        let report = await Applier([ScriptedProvider(scope: Sample.west)], waits: false).apply(
            plan, report: { event in if let line = text.line(event) { lines.append(line) } })
        expectGolden(
            lines.sorted().joined(separator: "\n") + "\n\n" + text.summary(report, took: 14.04),
            at: "Golden/apply.txt")
    }

    @Test("The live lines count what ended, what is under way and what waits")
    func progress() {
        let changes = (0..<4).map {
            Sample.change(.create, Sample.id("Role", "r\($0)"), .tenant("t"), .missing)
        }
        let other = Sample.change(.create, Sample.id("Role", "r", in: Sample.east), .tenant("t"), .missing)
        var progress = ApplyProgress(Sample().plan(changes + [other]))
        progress.take(.started(other))
        progress.take(.finished(other, .applied))
        for change in changes.prefix(3) { progress.take(.started(change)) }
        progress.take(.waiting(changes[1], for: "2 of 3 ready"))
        progress.take(.waiting(changes[2], for: "creating"))
        progress.take(.stillWaiting(changes[2], .seconds(250)))
        progress.take(.finished(changes[0], .failed(Problem("x.y", "no"))))
        progress.take(.finished(changes[3], .skipped(because: changes[0].id)))
        expectGolden(progress.lines(style: .plain).joined(separator: "\n") + "\n", at: "Golden/progress.txt")
    }
}

@Suite("Manifests")
struct ManifestTests {
    @Test("Each object is a file of its own, in the folder of its region and namespace")
    func files() throws {
        func object(_ id: ObjectID, _ body: Value) -> DesiredObject {
            DesiredObject(
                id: id, kind: Kind(id.kind), owner: .tenant("nordwind"), body: body, fingerprint: "",
                origins: [],
                needs: [])
        }
        let blueprint = Blueprint(
            fleet: "parking", kinds: [], places: [:], tenants: [:],
            objects: [
                object(
                    Sample.id("ConfigMap", "settings"),
                    [
                        "kind": "ConfigMap",
                        "data": [
                            "on": "yes", "n": "1", "lines": "a\nb\n", "list": [1, 2.5, .null, true, [:], []],
                        ],
                    ]),
                object(Sample.id("Namespace", "parking-tenant-nordwind", ""), ["kind": "Namespace"]),
                object(Sample.id("ClusterRole", "reader", ""), ["kind": "ClusterRole"]),
            ], safety: Safety(deletionBudget: .count(1)), specCount: 1)
        let files = try manifestFiles(blueprint)
        let text = files.map { "==> \($0.path)\n" + String(decoding: $0.bytes, as: UTF8.self) }.joined()
        expectGolden(text, at: "Golden/manifests.txt")
        #expect(try manifestFiles(blueprint, selection: Selection(kinds: ["Role"])).isEmpty)
    }
}
