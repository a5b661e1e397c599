import Foundation
import Glibc
import TestSupport
import Threads

/// `cadastre` as a process of its own, at work on a small fleet's files, in a folder that goes with it.
final class CommandProcess: @unchecked Sendable {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "cadastre-\(UUID().uuidString)")
    private let running = Locked<Process?>(nil)

    convenience init(_ fleet: SmallFleet, server: String) throws {
        try self.init(
            fleet,
            kubeconfig: """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "\(server)"}}]
                contexts: [{name: \(fleet.region), context: {cluster: c}}]

                """)
    }

    init(_ fleet: SmallFleet, kubeconfig: String) throws {
        for (path, text) in fleet.files { try write(text, to: path) }
        try write(kubeconfig, to: "kubeconfig")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, to path: String) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    struct End: Sendable {
        /// The exit code, or the negative number of the signal that ended it.
        let code: Int32
        let output: String
    }

    /// Runs to its end, or until it is killed.
    func run(_ arguments: String...) async throws -> End {
        try await run(arguments + ["--kubeconfig", "kubeconfig"])
    }

    func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> End {
        let output = folder.appendingPathComponent("output-\(UUID().uuidString)")
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        let process = Process()
        process.executableURL = Self.path
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: output)
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do {
                try running.withLock { running in
                    try process.run()
                    running = process
                }
            } catch {
                ended.resume(throwing: error)
            }
        }
        let isKilled = process.terminationReason == .uncaughtSignal
        return End(
            code: isKilled ? -process.terminationStatus : process.terminationStatus,
            output: try String(contentsOf: output, encoding: .utf8))
    }

    /// SIGKILL: it can do nothing more, not even say so.
    func kill() { running.withLock { _ = Glibc.kill($0?.processIdentifier ?? 0, SIGKILL) } }

    /// Beside the test bundle, where the build puts both.
    private static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("cadastre")
}
