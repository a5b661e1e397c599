import Credentials
import Foundation
import TestSupport
import Testing
import Threads
import Values

@testable import HTTP
@testable import Kubernetes

/// A folder with programs, and a kubeconfig that adds a user to the testbed's own.
final class ExtraKubeconfig {
    let folder: URL
    var heard: [String] { lines.withLock { $0 } }
    private let lines = Locked<[String]>([])

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "cadastre-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// What a user of the testbed's kubeconfig logs in with.
    static func user(_ name: String) throws -> Kubeconfig.User {
        try #require(try testbed().users[name]).get()
    }

    static func token(of user: String) throws -> String {
        guard case .token(let token) = try Self.user(user).login else {
            throw Testbed.Missing(why: "\(user) has no token")
        }
        return token.reveal()
    }

    private static func testbed() throws -> Kubeconfig { try Kubeconfig(reading: [path()]) }

    private static func path() throws -> String {
        guard let path = ProcessInfo.processInfo.environment["CADASTRE_TEST_KUBECONFIG"] else {
            throw Testbed.Missing(why: "CADASTRE_TEST_KUBECONFIG is not set")
        }
        return path
    }

    /// A shell script that may be run.
    func program(_ name: String, _ script: String) throws {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let text = file.appendingPathExtension("text")
        try "#!/bin/sh\n\(script)\n".write(to: text, atomically: true, encoding: .utf8)
        // Not by this process: what it has open for writing, a child that another test starts in that moment has open
        // too, and then it cannot be run.
        let copy = try Process.run(
            URL(fileURLWithPath: "/usr/bin/install"), arguments: ["-m", "700", text.path, file.path])
        copy.awaitEnd()
    }

    func text(_ name: String) -> String {
        (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
    }

    /// The testbed's server, as a user of this text; with another entry for the cluster where keys are given for it.
    func connection(user: String, cluster keys: String? = nil) throws -> ClusterConnection {
        var text = """
            users: [{name: extra, user: \(user)}]
            contexts: [{name: extra, context: {cluster: \(keys == nil ? Testbed.region : "extra"), user: extra}}]

            """
        if let keys {
            let cluster = try #require(try Self.testbed().clusters[Testbed.region]).get()
            let authorities = Base64.encode(try #require(try cluster.authorities?.certificates()))
            text += """
                clusters:
                - {name: extra, cluster: {server: "\(cluster.server.text)", certificate-authority-data: \(authorities), \(keys)}}
                """
        }
        let file = folder.appending(path: "config")
        try text.write(to: file, atomically: true, encoding: .utf8)
        let lines = lines
        return try Kubeconfig(reading: [file.path, Self.path()]).connection(
            context: "extra",
            plugins: Surroundings(environment: ["PATH": "/usr/bin:/bin"]) { line in
                lines.withLock { $0.append(line) }
            })
    }

    /// Of a user with a plugin.
    static func exec(_ command: String, _ more: String = "") -> String {
        """
        {exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: "\(command)"\(more)}}
        """
    }

    /// What a plugin prints.
    static func answer(_ status: String) -> String {
        #"{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{\#(status)}}"#
    }
}
