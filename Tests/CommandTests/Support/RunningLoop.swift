import Foundation
import Testing
import Values

/// `cadastre run` under way, and its log as a program reads it.
final class RunningLoop {
    private let program: RunningProgram
    /// What the same fleet lacks, for whoever does not ask the loop.
    private let plan: () throws -> ProgramRun
    private var isOver = false

    /// - Parameter more: options that every command on the fleet takes, such as where its world is.
    init(_ work: Workspace, _ environment: [String: String], _ more: [String] = []) throws {
        let fixed = ["run", "--interval", "1h", "--log", "json"]
        program = try RunningProgram(commandPath, fixed + more, work.folder, environment)
        plan = { try run(commandPath, ["plan"] + more, in: work.folder, environment: environment) }
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

    /// Waits for what the loop is about to do; fails after a time that is long for a machine busy with all other tests.
    func waits(
        _ what: String, until condition: () throws -> Bool, sourceLocation: SourceLocation = #_sourceLocation
    )
        async throws
    {
        let end = ContinuousClock.now + .seconds(300)
        while program.isRunning, .now < end {
            if try condition() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("not seen: \(what)\n\(program.errorsSoFar.suffix(6000))", sourceLocation: sourceLocation)
        throw POSIXError(.ETIMEDOUT)
    }

    /// The world is as the specs say, what waits for databases included, and what the controllers of the cluster do to new
    /// objects has been looked at too.
    func settles() async throws {
        try await waits("a run") { !records("run").isEmpty }
        try await waits("a world as the specs say") { try plan().code == 0 }
        var seen = 0
        while records("run").count != seen {
            seen = records("run").count
            try await Task.sleep(for: .seconds(2))
        }
    }

    func terminate() { program.terminate() }

    func ended() throws -> ProgramRun {
        isOver = true
        return try program.ended()
    }
}
