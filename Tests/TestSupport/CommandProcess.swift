package import Foundation
import Glibc
import Threads

/// `cadastre` as a process of its own, at work on a fleet's files, in a folder that goes with it.
package final class CommandProcess: @unchecked Sendable {
    package let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "cadastre-\(UUID().uuidString)")
    private let environment: [String: String]
    private let running = Locked<Process?>(nil)

    package convenience init(_ fleet: SmallFleet, server: String) throws {
        try self.init(
            fleet,
            kubeconfig: """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "\(server)"}}]
                contexts: [{name: \(fleet.region), context: {cluster: c}}]

                """)
    }

    package convenience init(_ fleet: SmallFleet, kubeconfig: String) throws {
        try self.init(files: fleet.files, kubeconfig: kubeconfig)
    }

    /// - Parameters:
    ///   - files: their texts by path, such as `specs/platform.yaml`.
    ///   - environment: beside what this process has.
    package init(files: [String: String], kubeconfig: String, environment: [String: String] = [:]) throws {
        self.environment = environment
        for (path, text) in files { try write(text, to: path) }
        try write(kubeconfig, to: "kubeconfig")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    package func write(_ text: String, to path: String) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    package struct End: Sendable {
        /// The exit code, or the negative number of the signal that ended it.
        package let code: Int32
        package let output: String
    }

    /// Runs to its end, or until it is killed.
    package func run(_ arguments: String...) async throws -> End {
        try await run(arguments + ["--kubeconfig", "kubeconfig"])
    }

    package func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> End {
        let output = folder.appendingPathComponent("output-\(UUID().uuidString)")
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        let process = Process()
        process.executableURL = Self.path
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(self.environment) { _, new in new }
            .merging(environment) { _, new in new }
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: output)
        try running.withLock { running in
            try process.run()
            running = process
        }
        return End(code: try await process.end(), output: try String(contentsOf: output, encoding: .utf8))
    }

    /// SIGKILL: it can do nothing more, not even say so.
    package func kill() { running.withLock { _ = Glibc.kill($0?.processIdentifier ?? 0, SIGKILL) } }

    /// Beside the test bundle, where the build puts both.
    private static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("cadastre")
}
