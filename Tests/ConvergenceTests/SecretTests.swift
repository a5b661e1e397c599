import FaultProxy
import Foundation
import TestSupport
import Testing

/// Each place that can hold a secret holds one here, which is looked for in all that the program prints and writes.
@Suite("A secret is nowhere in what is printed or written")
struct SecretTests {
    /// Part of every secret that is planted.
    private static let canary = "c4n4ry"

    /// Every command in every form. A new command has to be listed, or the test below fails.
    private static let commands = [
        ["validate"], ["validate", "--output", "json"], ["plan"], ["plan", "--output", "json"],
        ["plan", "--output", "markdown"], ["plan", "--save", "saved.json"], ["diff"], ["explain", "north"],
        ["explain", "north", "--observe"], ["explain", "north", "--output", "json"],
        ["apply", "--yes", "--report", "applied.jsonl"],
        ["report", "applied.jsonl"], ["report", "applied.jsonl", "--output", "markdown"],
        ["render", "--to", "rendered"], ["schema", "Tenant"], ["version"],
        ["sandbox", "show", "--sandbox", "none.sqlite"],
        ["graph"], ["graph", "--format", "mermaid"], ["iam-policy"], ["residency"],
        ["residency", "--output", "json"], ["run", "--once", "--log", "text"],
        ["run", "--once", "--log", "json"], ["completions", "bash"],
        ["new", "tenant", "fresh", "--tier", "basic", "--region", "eu-west-1"],
    ]

    @Test("Every command is looked at")
    func commands() async throws {
        let process = try CommandProcess(SmallFleet("any"), kubeconfig: "")
        let help = try await process.run(["--help"]).output
        let words = help.split(separator: "\n", omittingEmptySubsequences: false).drop {
            $0 != "SUBCOMMANDS:"
        }.dropFirst()
            .prefix { !$0.isEmpty }.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(words.count > 5)
        let covered = Set(Self.commands.map { $0[0] })
        #expect(words.filter { !covered.contains($0) } == [])
    }

    /// What the server does.
    enum World: CaseIterable, Sendable {
        case obliging
        /// Whatever is asked for is refused, with the request's credential in the words.
        case unauthorized, forbidden, failing, warning, chatting
        /// Only changes are.
        case refusingChanges
    }

    @Test("whatever the command and the server", arguments: World.allCases)
    func worlds(_ world: World) async throws {
        try await LiveFleet.use { fleet in
            let proxy = try fleet.proxy { world.treatment(of: $0) }
            let process = try CommandProcess(
                fleet.specs, kubeconfig: Self.kubeconfig(proxy.address, user: "{token: \(Self.canary)-token}")
            )
            // Objects of others stand where ours should.
            try await fleet.plantOthers(holding: Self.canary)
            for command in Self.commands {
                let end = try await process.run(command, environment: Self.environment)
                try expectNone(in: end, of: process, "\(command) \(world)")
            }
            #expect(proxy.requests.contains { $0.authorization.contains(Self.canary) })
        }
    }

    /// Where the secret stands in the kubeconfig or beside it.
    enum Place: CaseIterable, Sendable {
        case token, brokenToken, listedToken, tokenFile, password, key, plugin, brokenPlugin, failingPlugin
        case server, proxy, environmentProxy, syntax
    }

    @Test("wherever the secret comes from", arguments: Place.allCases)
    func places(_ place: Place) async throws {
        try await LiveFleet.use { fleet in
            for world in [World.obliging, .forbidden] {
                let proxy = try fleet.proxy { world.treatment(of: $0) }
                let process = try CommandProcess(
                    fleet.specs, kubeconfig: Self.kubeconfig(place, proxy.address))
                try Self.plant(place, process)
                var environment = Self.environment
                if place == .environmentProxy {
                    environment["HTTPS_PROXY"] = "http://user:\(Self.canary)@127.0.0.1:1"
                }
                for command in [["plan"], ["plan", "--output", "json"], ["diff"]] {
                    let end = try await process.run(command, environment: environment)
                    try expectNone(in: end, of: process, "\(command) \(place) \(world)")
                }
                let sees = [.token, .tokenFile, .plugin].contains(place)
                #expect(
                    proxy.requests.contains { $0.authorization.contains(Self.canary) } == sees, "\(place)")
            }
        }
    }

    private static let environment = ["KUBECONFIG": "kubeconfig", "UNRELATED": "\(canary)-environment"]

    /// In the output, in each file but those that hold it anyway, and in the process's arguments as its plugin saw them.
    private func expectNone(in end: CommandProcess.End, of process: CommandProcess, _ name: String) throws {
        #expect(!end.output.contains(Self.canary), "\(name)\n\(end.output)")
        #expect(!end.output.contains(Self.encoded), "\(name)\n\(end.output)")
        #expect(end.code != 64 && end.code >= 0, "\(name)\n\(end.output)")
        let planted = ["kubeconfig", "token", "plugin"]
        let files = FileManager.default.enumerator(at: process.folder, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard !planted.contains(file.lastPathComponent), let data = try? Data(contentsOf: file) else {
                continue
            }
            #expect(!String(decoding: data, as: UTF8.self).contains(Self.canary), "\(name): \(file.path)")
        }
    }
}

// MARK: - Where secrets are planted

extension SecretTests {
    private static func kubeconfig(_ server: String, user: String, cluster: String = "") -> String {
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "\(server)"\(cluster)}}]
        users: [{name: u, user: \(user)}]
        contexts: [{name: eu-west-1, context: {cluster: c, user: u}}]

        """
    }

    private static func kubeconfig(_ place: Place, _ server: String) -> String {
        let far = "https://cluster.invalid:6443"
        let plugin = """
            {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, interactiveMode: Never,
            args: [--password, \(canary)], env: [{name: SECRET, value: \(canary)}]}}
            """
        switch place {
        case .token: return kubeconfig(server, user: "{token: \(canary)}")
        case .brokenToken: return kubeconfig(server, user: #"{token: "\#(canary)\nX-Header: \#(canary)"}"#)
        case .listedToken: return kubeconfig(server, user: "{token: [\(canary)]}")
        case .tokenFile: return kubeconfig(server, user: "{tokenFile: token}")
        case .password: return kubeconfig(server, user: "{username: \(canary), password: \(canary)}")
        case .key:
            let certificate = Data("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8)
            return kubeconfig(
                "https://127.0.0.1:1",
                user: """
                    {client-certificate-data: \(certificate.base64EncodedString()), client-key-data: \(encodedKey)}
                    """)
        case .plugin, .brokenPlugin, .failingPlugin: return kubeconfig(server, user: plugin)
        case .server:
            let address = server.replacingOccurrences(of: "http://", with: "http://user:\(canary)@")
            return kubeconfig(address, user: "{}")
        case .proxy:
            return kubeconfig(far, user: "{}", cluster: #", proxy-url: "http://user:\#(canary)@127.0.0.1:1""#)
        case .environmentProxy: return kubeconfig(far, user: "{}")
        case .syntax: return kubeconfig(server, user: #"{token: "\#(canary)"#)
        }
    }

    private static let encodedKey = Data(
        "-----BEGIN PRIVATE KEY-----\n\(canary)\n-----END PRIVATE KEY-----\n".utf8
    ).base64EncodedString()
    /// What shows that the key is there as the kubeconfig has it.
    private static let encoded = String(encodedKey.dropFirst(20).prefix(24))

    private static func plant(_ place: Place, _ process: CommandProcess) throws {
        try process.write("\(canary)-file\n", to: "token")
        let credential = """
            {"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"\(canary)"}}
            """
        let answers: [Place: String] = [
            .plugin: "echo '\(credential)'", .brokenPlugin: "echo '\(canary) {'",
            .failingPlugin: "echo '\(credential)'; exit 1",
        ]
        // The program's own arguments, as anybody on the machine can see them.
        let script = "#!/bin/sh\ntr '\\0' ' ' </proc/$PPID/cmdline >arguments\n\(answers[place] ?? "")\n"
        try process.write(script, to: "plugin")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: process.folder.appendingPathComponent("plugin").path)
    }
}

extension SecretTests.World {
    func treatment(of request: FaultProxy.Request) -> FaultProxy.Treatment {
        switch self {
        case .obliging: return .pass
        case .unauthorized: return Self.refusal(401, request)
        case .forbidden: return Self.refusal(403, request)
        case .failing: return Self.refusal(500, request)
        case .warning:
            let header = #"Warning: 299 - "you sent \#(request.authorization)""#
            return .answer(status: 200, headers: [header], "not JSON: \(request.authorization)")
        case .chatting: return .answer(status: 403, "<html>You sent \(request.authorization)</html>")
        case .refusingChanges: return request.method == "GET" ? .pass : Self.refusal(422, request)
        }
    }

    /// A Status that says all that it was sent.
    private static func refusal(_ status: Int, _ request: FaultProxy.Request) -> FaultProxy.Treatment {
        .answer(
            status: status, headers: ["Content-Type: application/json"],
            """
            {"kind":"Status","apiVersion":"v1","status":"Failure","code":\(status),"reason":"Invalid",
            "message":"refused: Authorization: \(request.authorization)",
            "details":{"name":"x","causes":[{"reason":"FieldValueInvalid","field":"spec",
            "message":"\(request.authorization)"}]}}
            """)
    }
}

extension LiveFleet {
    /// Somebody's objects with the names that ours should have, and one of another fleet.
    fileprivate func plantOthers(holding secret: String) async throws {
        let namespace = "\(specs.name)-shared"
        try await send(
            "POST", "/api/v1/namespaces",
            #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"\#(namespace)"}}"#)
        for (name, labels) in [
            ("settings", "{}"),
            ("tenant-corner", #"{"app.kubernetes.io/managed-by":"cadastre","cadastre.dev/fleet":"another"}"#),
        ] {
            try await send(
                "POST", "/api/v1/namespaces/\(namespace)/configmaps",
                """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"\(name)","labels":\(labels)},
                "data":{"domain":"\(secret)","password":"\(secret)"}}
                """)
        }
        try await send(
            "POST", "/api/v1/namespaces/\(namespace)/secrets",
            """
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"database"},"stringData":{"password":"\(secret)"}}
            """)
    }
}
