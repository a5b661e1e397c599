import Foundation
import Testing
import Values

/// `cadastre run` under way, and its log as a program reads it.
final class RunningLoop {
    private let program: RunningProgram
    private var isOver = false

    init(_ work: Workspace, _ environment: [String: String], _ more: [String] = []) throws {
        let fixed = ["run", "--interval", "1h", "--log", "json"]
        program = try RunningProgram(commandPath, fixed + more, work.folder, environment)
    }

    /// A test that fails leaves none behind.
    deinit {
        if !isOver { program.terminate() }
    }

    /// The file that it logs to.
    var log: URL { program.errorsFile }

    var records: [Value] { Self.records(in: log) }

    static func records(in log: URL) -> [Value] {
        let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { try? Value(json: String($0)) }
    }

    func records(_ event: String) -> [Value] { records.filter { $0[key: "event"]?.string == event } }

    /// Waits for what the loop is about to do; fails after a long time.
    func waits(
        _ what: String, until condition: () throws -> Bool, sourceLocation: SourceLocation = #_sourceLocation
    )
        async throws
    {
        for _ in 0..<1200 {
            if try condition() { return }
            guard program.isRunning else { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("not seen: \(what)\n\(program.errorsSoFar.suffix(6000))", sourceLocation: sourceLocation)
        throw POSIXError(.ETIMEDOUT)
    }

    /// The first look is over, and what the controllers of the cluster do to new objects has been looked at too.
    func settles() async throws {
        try await waits("a run") { !records("run").isEmpty }
        // What waits for databases is made by later runs.
        for _ in 0..<60 where isUnfinished { try await Task.sleep(for: .seconds(1)) }
        var seen = 0
        while records("run").count != seen {
            seen = records("run").count
            try await Task.sleep(for: .seconds(2))
        }
    }

    private var isUnfinished: Bool {
        let last = records("run").last
        return ["waiting", "failed", "skipped"].contains { last?[key: $0]?.int ?? 0 > 0 }
    }

    func terminate() { program.terminate() }

    func ended() throws -> ProgramRun {
        isOver = true
        return try program.ended()
    }
}
