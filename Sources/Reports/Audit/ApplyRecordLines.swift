package import Core
package import Diagnostics
package import Reconciliation
import Values

/// The lines of an apply's report, each written when it happens; docs/apply-report.md describes them.
package struct ApplyRecordLines {
    private static let family = "cadastre.dev/apply-report/"
    static let apiVersion = family + "v1"

    /// Whether a file begins as a report does, of whatever version.
    package static func begin(_ file: [UInt8]) -> Bool {
        String(decoding: file.prefix(100), as: UTF8.self).hasPrefix("{\"apiVersion\":\"\(family)")
    }

    private let run: String
    private let sources: SourceMap

    package init(run: String, sources: SourceMap) {
        self.run = run
        self.sources = sources
    }

    package func begin(_ beginning: ApplyRecord.Beginning) -> [UInt8] {
        var line: Fields = ["apiVersion": .string(Self.apiVersion)]
        for (key, value) in start("begin", at: beginning.at) { line[key] = value }
        line["by"] = ["user": .string(beginning.user), "host": .string(beginning.host)]
        line["version"] = .string(beginning.version)
        line["fleet"] = .string(beginning.fleet)
        line["specs"] = ["folder": .string(beginning.specs), "digest": .string(beginning.digest)]
        if let savedPlan = beginning.savedPlan { line["savedPlan"] = .string(savedPlan) }
        line["planned"] = .int(Int64(beginning.planned))
        line["titles"] = .object(
            Fields(beginning.titles.sorted { $0.key < $1.key }.map { ($0.key, Value.string($0.value)) }))
        return bytes(line)
    }

    /// Before the world is touched: after a crash it says what may have been done.
    package func started(_ change: Change, at moment: Timestamp) -> [UInt8] {
        var line = start("started", at: moment)
        line["object"] = change.id.value
        return bytes(line)
    }

    package func finished(
        _ change: Change, _ result: ApplySchedule.Result, at moment: Timestamp, took seconds: Double?
    ) -> [UInt8] {
        var line = start("finished", at: moment)
        for (key, value) in PlanJSON.change(change, sources, path: \.notation) { line[key] = value }
        if case .immutable(let path) = change.reason { line["immutable"] = .string(path.notation) }
        line["result"] = .string(result.code)
        switch result {
        case .applied, .left, .blocked: break
        case .failed(let problem): line["problem"] = problem.value
        case .skipped(let cause): line["because"] = cause.value
        case .waiting(let reason): line["waitingFor"] = .string(reason)
        }
        if let seconds { line["seconds"] = .double(Self.rounded(seconds)) }
        return bytes(line)
    }

    package func end(_ report: ApplyReport, at moment: Timestamp, took seconds: Double) -> [UInt8] {
        var line = start("end", at: moment)
        line["summary"] = [
            "applied": .int(Int64(report.applied.count)), "failed": .int(Int64(report.failed.count)),
            "skipped": .int(Int64(report.skipped.count)), "blocked": .int(Int64(report.blocked.count)),
            "waiting": .int(Int64(report.waiting.count)), "left": .int(Int64(report.left.count)),
        ]
        line["seconds"] = .double(Self.rounded(seconds))
        return bytes(line)
    }

    private func start(_ type: String, at moment: Timestamp) -> Fields {
        ["type": .string(type), "run": .string(run), "at": .string("\(moment)")]
    }

    private func bytes(_ line: Fields) -> [UInt8] { Value.object(line).json(.compact) + [UInt8(ascii: "\n")] }

    private static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}

extension ApplySchedule.Result {
    /// The stable name in machine-readable output.
    var code: String {
        switch self {
        case .applied: "applied"
        case .failed: "failed"
        case .skipped: "skipped"
        case .blocked: "blocked"
        case .left: "left"
        case .waiting: "waiting"
        }
    }
}

extension Problem {
    fileprivate var value: Value {
        var result: Fields = ["code": .string(code), "summary": .string(summary)]
        if !detail.isEmpty { result["detail"] = .string(detail) }
        if let help { result["help"] = .string(help) }
        return .object(result)
    }
}
