import Controller
import Core
import Diagnostics
import Reconciliation
import TestSupport
import Testing
import Values

@testable import Reports

@Suite struct LogTests {
    private static let problem = Problem(
        "kubernetes.unreachable", "the API server cannot be reached",
        detail: "could not list objects of kind ConfigMap", help: "see whether the cluster is up",
        isRetryable: true)

    private static let events: [KeeperEvent] = {
        var sources = SourceMap()
        let file = sources.add(path: "specs/tenants/acme.yaml", bytes: Array("tier: entreprise\n".utf8))
        let origin = Origin(file: file, line: 1, column: 7, length: 10)
        let mistake = Diagnostic(
            .error, "spec.unknown-name", "unknown tier \"entreprise\"", at: origin,
            label: "no Tier of this name",
            help: "did you mean \"enterprise\"?")
        let conflict = Diagnostic(
            .blocked, "ownership.conflict", "hpa owns spec.replicas", at: origin, help: "let it")
        let change = Sample.change(
            .update, Sample.id("Deployment", "parking-app"), .tenant("nordwind"), .drift,
            [
                Difference(
                    path: "spec.replicas", before: "canary", after: "canary", origin: origin,
                    drift: Drift(manager: "kubectl-edit", at: nil))
            ])
        var job = Keeper.Ending(job: Keeper.Job(number: 3, keys: [.fleet], selection: .all)).job
        var fleet = RunSummary(job: job)
        fleet.changes = [.update: 2, .create: 1, .keep: 7]
        (fleet.applied, fleet.failed, fleet.unchanged, fleet.seconds) = (2, 1, 40, 1.23456)
        job = Keeper.Job(number: 4, keys: [.owner(.tenant("acme"))], selection: .all)
        var owner = RunSummary(job: job)
        owner.moved = [Sample.id("Deployment", "parking-app")]
        owner.unchanged = 14
        let invalid = SpecsReading(blueprint: nil, homes: [:], diagnostics: [mistake], sources: sources)
        let blueprint = Blueprint(
            fleet: "parking", kinds: [], places: [:], tenants: [:], objects: [],
            safety: Safety(deletionBudget: .count(1)), specCount: 17)
        let valid = SpecsReading(
            blueprint: blueprint, homes: ["acme": "east"], diagnostics: [], sources: sources)
        return [
            .started(interval: .seconds(300)), .specsRead(valid), .specsInvalid(invalid),
            .watchLost(region: "us-east-1", kind: "Role", problem), .watchBack(region: "us-east-1"),
            .regionAway(Scope(.kubernetes, "us-east-1"), problem),
            .regionBack(Scope(.kubernetes, "us-east-1")),
            .regionAway(Scope(.aws, "us-east-1"), problem), .regionBack(Scope(.aws, "us-east-1")),
            .finding(Finding(conflict, owner: .tenant("acme")), sources), .change(run: 3, change, .applied),
            .change(run: 3, change, .failed(problem)), .ran(fleet), .ran(owner), .stopping, .stopped,
        ]
    }()

    private static let time = "2026-11-24T16:00:00.000Z"

    @Test("Each event is one JSON object a line, or a few, and shows no value of an attribute")
    func json() throws {
        let lines = Self.events.flatMap(KeeperLog.records).map { $0.json(at: Self.time) }
        for line in lines {
            #expect(line.filter(\.isNewline).count == 1)
            let record = try Value(json: line)
            for key in ["time", "level", "event", "message"] {
                #expect(record[key: key]?.string?.isEmpty == false)
            }
        }
        #expect(!lines.joined().contains("canary"))
        expectGolden(lines.joined(), at: "Golden/log.jsonl")
    }

    @Test("For people it is a sentence a line, with what to do below it")
    func text() {
        let lines = Self.events.flatMap(KeeperLog.records).map { $0.text(at: Self.time, style: .plain) }
        expectGolden(lines.joined(), at: "Golden/log.txt")
    }

    @Test("Every event that the code gives is in the table of the documents")
    func documented() throws {
        let page = try String(decoding: fixture("../../docs/run.md"), as: UTF8.self)
        let events = Set(Self.events.flatMap(KeeperLog.records).map(\.event)).union([
            "credentials.message", "specs.doubtful",
        ])
        for event in events.sorted() { #expect(page.contains("| `\(event)` |"), "\(event)") }
    }
}
