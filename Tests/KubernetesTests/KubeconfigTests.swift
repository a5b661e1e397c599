import Core
import Diagnostics
import Foundation
import HTTP
import TestSupport
import Testing
import Values

@testable import Kubernetes

@Suite struct KubeconfigTests {
    @Test(
        "A kubeconfig is read as kubectl reads it, and mistakes are told by their place",
        arguments: goldenCases(in: "Cases/kubeconfig"))
    func kubeconfig(_ name: String) {
        let text = Self.shown("Cases/kubeconfig/\(name)/config")
        expectGolden(text, at: "Cases/kubeconfig/\(name)/expected.txt")
    }

    @Test(
        "No description of a kubeconfig or a connection shows a secret",
        arguments: goldenCases(in: "Cases/kubeconfig"))
    func secrets(_ name: String) {
        var text = Self.shown("Cases/kubeconfig/\(name)/config")
        if let config = try? Kubeconfig(reading: [Self.path("Cases/kubeconfig/\(name)/config")]) {
            text += "\(config)" + String(reflecting: config)
            dump(config, to: &text)
            if let connection = try? config.connection() {
                text += "\(connection)" + String(reflecting: connection)
                dump(connection, to: &text)
            }
        }
        #expect(!text.contains("canary"))
        #expect(!text.contains(Array("canary".utf8).map(String.init).joined(separator: ", ")))
    }

    @Test(
        "No proxy is asked for a server on this machine",
        arguments: [
            ("http://127.0.0.1:8080", true), ("https://127.8.9.10", true), ("https://LocalHost:6443/k", true),
            ("https://[::1]:6443", true), ("https://[::1]", true), ("https://127.0.0.1.example.org", false),
            ("https://127.example.org", false), ("https://127.0.0.256", false), ("https://[::1]x", false),
            ("https://localhost.example.org", false), ("https://10.0.0.1:6443", false),
        ])
    func loopback(_ server: String, _ isLoopback: Bool) throws {
        let options = APIServer.options(try ClusterConnection(server: server), userAgent: "tests/1")
        #expect((options.proxy == .none) == isLoopback)
    }

    @Test("Of several files the first definition counts, and missing files are passed over")
    func merging() throws {
        let files = ["no-context", "missing", "token"].map { Self.path("Cases/kubeconfig/\($0)/config") }
        let connection = try Kubeconfig(reading: files).connection()
        #expect(connection.server == "https://eu.example.org:6443")
        #expect(connection.login != nil)
    }

    @Test("KUBECONFIG comes before the home directory")
    func paths() {
        #expect(Kubeconfig.paths(environment: ["KUBECONFIG": "/a:/b:", "HOME": "/h"]) == ["/a", "/b"])
        #expect(Kubeconfig.paths(environment: ["KUBECONFIG": "", "HOME": "/h"]) == ["/h/.kube/config"])
    }

    @Test("A token file is read again, and its white space is no part of the token")
    func tokenFile() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try "one\n".write(toFile: path, atomically: true, encoding: .utf8)
        let file = TokenFile(path)
        #expect(try file.current().reveal() == "one")
        #expect(try file.replacement(for: file.current()) == nil)
        try " two ".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try file.replacement(for: file.current())?.reveal() == "two")
        #expect(try file.current().reveal() == "two")
    }

    @Test("A pod connects as its service account, with IPv6 too")
    func inCluster() throws {
        let mount = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: mount, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: mount) }
        try "canary".write(to: mount.appending(path: "token"), atomically: true, encoding: .utf8)
        try "-----BEGIN CERTIFICATE-----\n".write(
            to: mount.appending(path: "ca.crt"), atomically: true, encoding: .utf8)
        let environment = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "6443"]
        let connection = try ClusterConnection.inCluster(environment: environment, mount: mount.path)
        #expect(connection.server == "https://[fd00::1]:6443")
        let problem = #expect(throws: Problem.self) {
            try ClusterConnection.inCluster(environment: [:], mount: mount.path)
        }
        #expect(problem?.code == "kubernetes.not-in-cluster")
    }

    /// The connection of the current context, or what is wrong, with paths relative to the cases.
    private static func shown(_ file: String) -> String {
        let path = path(file)
        do throws(Problem) {
            let connection = try Kubeconfig(reading: [path]).connection()
            let lines = [
                "server: \(connection.server)",
                "trusts: \(connection.tls.authorities == nil ? "the system" : "an authority of its own")",
                "verifies the server: \(connection.tls.verifiesServer)",
                "client certificate: \(connection.tls.identity != nil)",
                "credentials: \(connection.login?.shown ?? "none")",
                "acts as: \(connection.impersonation?.shown ?? "itself")",
                "proxy: \(connection.proxy.map { "\($0)" } ?? "the environment's")",
            ]
            return (lines + connection.remarks.map(\.text) + [""]).joined(separator: "\n").relative(to: path)
        } catch {
            return error.text.relative(to: path)
        }
    }

    private static func path(_ file: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(file).path
    }
}

extension Problem {
    /// All that a person is told.
    var text: String {
        DiagnosticText(sources: SourceMap()).render(Diagnostic(.error, self))
            + (isRetryable ? "(may pass)\n" : "")
    }
}

extension Login {
    fileprivate var shown: String {
        switch self {
        case .token(let token): "token \(token)"
        case .tokenFile(let path): "the token in \(path)"
        case .plugin(let plugin): "of \(plugin.settings.command)"
        case .issuer: "of an issuer"
        }
    }
}

extension Impersonation {
    fileprivate var shown: String { headers.map { "\($0.name): \($0.value)" }.joined(separator: ", ") }
}

extension String {
    fileprivate func relative(to file: String) -> String {
        let folder = file.prefix { _ in true }.split(separator: "/").dropLast().joined(separator: "/")
        return replacingOccurrences(of: "/\(folder)/", with: "")
    }
}
