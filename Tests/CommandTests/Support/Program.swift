import Foundation
import Glibc
import TestSupport
import Testing

/// What a program did: its exit code and what it printed.
struct ProgramRun {
    let command: String
    let code: Int32
    let output: String
    let errors: String

    /// All that anybody could read of it.
    var everything: String { output + errors }
}

/// Runs a program to its end.
///
/// - Parameter input: nil closes standard input.
func run(
    _ program: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
) throws -> ProgramRun {
    let process = try started(program, arguments, in: folder, environment: environment)
    return try process.ended()
}

/// The built command, run as a person would.
func cadastre(
    _ arguments: String..., in folder: URL? = nil, environment: [String: String] = [:]
) throws -> ProgramRun {
    try run(commandPath, arguments, in: folder, environment: environment)
}

func startedCadastre(
    _ arguments: String..., in folder: URL? = nil, environment: [String: String] = [:]
) throws -> RunningProgram {
    try started(commandPath, arguments, in: folder, environment: environment)
}

private func started(
    _ program: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
) throws -> RunningProgram {
    try RunningProgram(program, arguments, folder, environment)
}

/// Beside the test bundle, where the build puts both.
let commandPath = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("cadastre").path

/// A program under way. What it prints goes to files, so that a full pipe cannot hold it up.
final class RunningProgram {
    private let process = Process()
    private let command: String
    private let output: URL
    private let errors: URL

    init(_ program: String, _ arguments: [String], _ folder: URL?, _ environment: [String: String]) throws {
        command = ([program] + arguments).joined(separator: " ")
        output = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        errors = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        for file in [output, errors] { try Data().write(to: file) }
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = folder ?? repository
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    /// What a person would type as Ctrl-C.
    func interrupt() { process.interrupt() }

    /// Without a chance to clean up.
    func kill() { Glibc.kill(process.processIdentifier, SIGKILL) }

    /// As whatever ends a service does.
    func terminate() { process.terminate() }

    var isRunning: Bool { process.isRunning }
    /// What it says on standard error, as it comes.
    var errorsFile: URL { errors }
    var errorsSoFar: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }
    var outputSoFar: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

    func ended() throws -> ProgramRun {
        let code = process.awaitEnd()
        defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
        return ProgramRun(
            command: command, code: abs(code),
            output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8))
    }
}

/// The root of the checkout.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

extension ProgramRun {
    /// Fails the test with all that was printed where the exit code is another one.
    func expect(_ expected: Int32, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(code == expected, "\(command)\n\(output)\n\(errors)", sourceLocation: sourceLocation)
    }
}
