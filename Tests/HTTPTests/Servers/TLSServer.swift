import Foundation
import TestSupport
import Threads

/// `openssl s_server`, which answers every request with a page about the TLS session.
final class TLSServer: Sendable {
    let url: String
    private let process: Locked<Process>

    init(
        _ certificates: Certificates, certificate: String = "server", asksForClientCertificate: Bool = false
    ) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["openssl", "s_server", "-www", "-accept", "127.0.0.1:0"]
            + [
                "-cert", certificates.path("\(certificate).pem"), "-key",
                certificates.path("\(certificate).key"),
            ]
            + (asksForClientCertificate
                ? ["-CAfile", certificates.path("ca.pem"), "-Verify", "1", "-verify_return_error"] : [])
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var text = ""
        var port: Substring?
        while port == nil {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw POSIXError(.ECONNREFUSED) }
            text += String(decoding: more, as: UTF8.self)
            port =
                text.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") && text.contains("\n") }?
                .split(separator: ":").last
        }
        url = "https://127.0.0.1:\(port ?? "")/"
        self.process = Locked(process)
    }

    deinit {
        // A child of a task's thread inherits its mask, in which SIGTERM is blocked.
        process.withLock { _ = kill($0.processIdentifier, SIGKILL) }
    }
}

/// Two authorities, and what the first has signed: a server at 127.0.0.1 and a client.
struct Certificates: Sendable {
    static let shared = Result { try Certificates() }

    private static let folder = FileManager.default.temporaryDirectory
        .appending(path: "http-tests-\(UUID().uuidString)")
    private var folder: URL { Self.folder }

    private init() throws {
        atexit { try? FileManager.default.removeItem(at: Certificates.folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try make("ca", "/CN=first authority")
        try make("other", "/CN=other authority")
        try make("server", "/CN=server", signed: true, ["-addext", "subjectAltName=IP:127.0.0.1"])
        try make("named", "/CN=named", signed: true, ["-addext", "subjectAltName=DNS:eu.example.org"])
        try make("stranger", "/CN=stranger", ["-addext", "subjectAltName=IP:127.0.0.1"])
        try make("client", "/CN=a known client", signed: true)
        try openssl(
            "pkcs8", "-topk8", "-in", path("client.key"), "-out", path("encrypted.key"), "-passout", "pass:x")
    }

    func path(_ name: String) -> String { folder.appending(path: name).path() }

    func pem(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }

    private func make(_ name: String, _ subject: String, signed: Bool = false, _ more: [String] = []) throws {
        try openssl(
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
                + [
                    "-days", "2", "-subj", subject, "-keyout", path("\(name).key"), "-out",
                    path("\(name).pem"),
                ]
                + (signed ? ["-CA", path("ca.pem"), "-CAkey", path("ca.key")] : []) + more)
    }

    private func openssl(_ arguments: String...) throws { try openssl(arguments) }

    private func openssl(_ arguments: [String]) throws {
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/env")
        openssl.arguments = ["openssl"] + arguments
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        guard openssl.awaitEnd() == 0 else { throw POSIXError(.EINVAL) }
    }
}
