import Core
import Diagnostics
import Reconciliation
import Reports
import TestSupport
import Testing
import Values

@Suite("The report of an apply")
struct ApplyRecordTests {
    private let sample = Sample()

    /// One that has an end of every kind, and the plan that it applied.
    private func report() async -> (plan: Plan, report: ApplyReport, lines: [UInt8]) {
        let app = Sample.id("Deployment", "parking-app")
        // In one region alone, so that the order in which they end is one.
        let planned = sample.everything.changes.filter { $0.action.isChange && $0.id.name != "old" }
        let changes =
            planned.filter { $0.id != app }
            + [
                Change(
                    id: app, kind: Kind("Deployment"), owner: .tenant("nordwind"), action: .update,
                    reason: .specChanged, differences: planned.first { $0.id == app }?.differences ?? []),
                Change(
                    id: Sample.id("Service", "web"), kind: Kind("Service"), owner: .tenant("nordwind"),
                    action: .create, reason: .missing, needs: [app]),
                Sample.change(.create, Sample.id("Role", "slow"), .tenant("nordwind"), .missing),
            ]
        let plan = sample.plan(changes)
        let lines = ApplyRecordLines(run: "r1", sources: sample.sources)
        var bytes = lines.begin(
            ApplyRecord.Beginning(
                run: "r1", at: Sample.now, user: "ann", host: "ci-7", version: "1.0.0", plan: plan,
                specs: "specs", digest: "0123456789abcdef", savedPlan: "plan.json"))
        let providers = [Sample.west, Sample.east].map { ScriptedProvider(scope: $0) }
        var ended: Set<ObjectID> = []
        let report = await Applier(providers, inFlightPerScope: 1, waits: false).apply(
            plan,
            report: { event in
                switch event {
                case .started(let change): bytes += lines.started(change, at: Sample.now)
                case .finished(let change, let result):
                    ended.insert(change.id)
                    bytes += lines.finished(change, result, at: Sample.now, took: 0.25)
                case .waiting, .stillWaiting, .rested: break
                }
            })
        for entry in report.entries where !ended.contains(entry.change.id) {
            bytes += lines.finished(entry.change, entry.result, at: Sample.now, took: nil)
        }
        return (plan, report, bytes + lines.end(report, at: Sample.now, took: 14.04))
    }

    private func text(_ reader: ApplyRecordReader) -> String {
        reader.records.map {
            ApplyRecordText($0, sources: reader.sources, style: .plain).render()
        }.joined(separator: "\n")
    }

    @Test("It reads back whole: what was shown, what became of it, and what to do")
    func whole() async throws {
        let (plan, report, lines) = await report()
        let reader = try ApplyRecordReader(lines, named: "r")
        let record = try #require(reader.records.first)
        #expect(record.entries.count == report.entries.count)
        #expect(record.unended.isEmpty)
        let shown = text(reader)
        expectGolden(shown, at: "Golden/report.txt")
        // As the apply showed it.
        let order = Dictionary(
            uniqueKeysWithValues: record.entries.enumerated().map { ($1.change.id, $0) })
        let sorted = ApplyReport(
            report.entries.sorted { order[$0.change.id] ?? 0 < order[$1.change.id] ?? 0 })
        #expect(shown.hasSuffix(ApplyText(style: .plain).summary(sorted, took: 14.04)))
        let planText = PlanText(plan, sources: sample.sources, style: .plain, now: Sample.now).render()
        for line in planText.split(separator: "\n") where line.hasPrefix("      ") {
            #expect(shown.contains(line))
        }
        expectGolden(
            ApplyRecordText(record, sources: reader.sources, style: .plain).markdown(),
            at: "Golden/report.md")
    }

    @Test("Cut off anywhere, it holds all that was written whole, and a later apply can follow")
    func cut() async throws {
        let (_, _, lines) = await report()
        let first = try #require(lines.firstIndex(of: UInt8(ascii: "\n")))
        for end in stride(from: first + 1, through: lines.count, by: 11) {
            let part = Array(lines[..<end])
            let wholeLines = part.split(separator: UInt8(ascii: "\n")).filter {
                (try? Value(json: $0)) != nil
            }
            let ended = wholeLines.count { (try? Value(json: $0))?[key: "type"] == "finished" }
            for bytes in [part, part + [UInt8(ascii: "\n")] + lines] {
                let reader = try ApplyRecordReader(bytes, named: "r")
                if bytes.count == part.count {
                    #expect(reader.records.first?.entries.count == ended)
                }
            }
        }
        let cut = try #require(
            lines.split(separator: UInt8(ascii: "\n")).firstIndex {
                (try? Value(json: $0))?[key: "result"] == "failed"
            })
        let part = lines.split(separator: UInt8(ascii: "\n")).prefix(cut + 2).joined(separator: [0x0A])
        expectGolden(text(try ApplyRecordReader(Array(part), named: "r")), at: "Golden/report-cut.txt")
    }

    @Test("Every reason for a change reads back as it was")
    func reasons() throws {
        let reasons: [Reason] = [
            .missing, .specChanged, .drift, .unowned, .notWanted, .suspended, .terminated,
            .immutable("spec.selector"),
        ]
        let changes = reasons.map {
            Sample.change(.update, Sample.id("Role", "\($0)"), .tenant("nordwind"), $0)
        }
        let lines = ApplyRecordLines(run: "r1", sources: sample.sources)
        var bytes = lines.begin(
            ApplyRecord.Beginning(
                run: "r1", at: Sample.now, user: "ann", host: "ci-7", version: "1.0.0",
                plan: sample.plan(changes), specs: "specs", digest: "", savedPlan: nil))
        for change in changes { bytes += lines.finished(change, .applied, at: Sample.now, took: nil) }
        let record = try #require(try ApplyRecordReader(bytes, named: "r").records.first)
        #expect(record.entries.map(\.change.reason) == reasons)
    }

    @Test("What is none is refused with the line")
    func damage() async throws {
        let (_, _, lines) = await report()
        for bytes in [Array("{}\n".utf8), [], Array("a\nb\n".utf8), lines + lines + Array("x\n{}\n".utf8)] {
            #expect(throws: Problem.self) { try ApplyRecordReader(bytes, named: "r") }
        }
    }
}
