import Core
import Credentials
import Foundation
import LoopbackServer
import TestSupport
import Testing
import Threads
import Values

@testable import HTTP
@testable import Kubernetes

/// Programs that give credentials.
@Suite struct PluginTests {
    private static let version = "client.authentication.k8s.io/v1"

    private static func plugin(
        _ extra: ExtraKubeconfig, _ command: String, arguments: [String] = [], hint: String? = nil,
        cluster: Value? = nil, tell: @escaping @Sendable (String) -> Void = { _ in }
    ) -> ExecPlugin {
        var settings = ExecPlugin.Settings(
            command: command.hasPrefix("./") ? extra.folder.path + command.dropFirst(1) : command,
            apiVersion: version, asker: "user 'deployer' (config:12:7)")
        settings.arguments = arguments.map { Secret($0) }
        settings.variables = [("EXTRA", Secret("one"))]
        settings.installHint = hint
        return ExecPlugin(
            settings, cluster: cluster,
            in: Surroundings(environment: ["PATH": "bin:/usr/bin:/bin", "GIVEN": "yes"], tell: tell))
    }

    private static func problem(_ plugin: ExecPlugin) async -> Problem? {
        await #expect(throws: Problem.self) { _ = try await plugin.credential() }
    }

    /// Many of one code in one file.
    private func expect(_ problems: [Problem?], _ folder: ExtraKubeconfig) throws {
        let problems = try problems.map { try #require($0) }
        #expect(Set(problems.map(\.code)).count == 1)
        let text = problems.map(\.text).joined(separator: "\n")
        #expect(!text.contains("canary"))
        expectGolden(
            text.replacing(folder.folder.path + "/", with: ""), at: "Cases/problem/\(problems[0].code).txt")
    }

    @Test(
        "A program that is not there is told with the kubeconfig's hint, and none is looked for where one is")
    func missing() async throws {
        let extra = try ExtraKubeconfig()
        let problems = [
            await Self.problem(Self.plugin(extra, "cadastre-no-such", hint: "brew install no-such")),
            await Self.problem(Self.plugin(extra, "./none")),
        ]
        try expect(problems, extra)
    }

    @Test("A program that fails is told with its last words, and its output is not shown")
    func failing() async throws {
        let extra = try ExtraKubeconfig()
        try extra.program("exits", "echo canary; echo first >&2; echo 'the login has expired' >&2; exit 3")
        try extra.program("killed", "kill -TERM $$")
        try extra.program("much", "yes canary | head -c 2000000")
        try extra.program("slow", "sleep 300")
        try Data().write(to: extra.folder.appending(path: "text"))
        var slow = Self.plugin(extra, "./slow")
        slow.timeLimit = .milliseconds(300)
        let heard = Locked<[String]>([])
        let problems = [
            await Self.problem(Self.plugin(extra, "./exits") { line in heard.withLock { $0.append(line) } }),
            await Self.problem(Self.plugin(extra, "./killed")),
            await Self.problem(Self.plugin(extra, "./much")),
            await Self.problem(slow),
            await Self.problem(Self.plugin(extra, "./text", hint: "ask the platform team")),
        ]
        try expect(problems, extra)
        #expect(heard.withLock { $0 } == ["first", "the login has expired"])
    }

    @Test("An answer that cannot be used is told without being quoted")
    func answers() async throws {
        let extra = try ExtraKubeconfig()
        let answers = [
            "canary", #"{"kind":"Secret","canary":1}"#,
            #"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1"}"#,
            ExtraKubeconfig.answer(""), ExtraKubeconfig.answer(#""token":"canary canary""#),
            ExtraKubeconfig.answer(#""clientKeyData":"canary""#),
            ExtraKubeconfig.answer(#""clientCertificateData":"canary","clientKeyData":"canary""#),
            ExtraKubeconfig.answer(#""token":"canary","expirationTimestamp":"tomorrow""#),
        ]
        var problems: [Problem?] = []
        for answer in answers {
            try extra.program("login", "echo '\(answer)'")
            problems.append(await Self.problem(Self.plugin(extra, "./login")))
        }
        try expect(problems, extra)
    }

    @Test(
        "A program gets its arguments, its variables beside ours, and what it is asked, and no file of ours")
    func surroundings() async throws {
        let extra = try ExtraKubeconfig()
        let open = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/dev/null"))
        try extra.program(
            "login",
            """
            cd "$(dirname "$0")"
            printf '%s|' "$@" "$EXTRA" "$GIVEN" "$(cat)" "$(ls /proc/self/fd | tr '\\n' ' ')" >told
            printf '%s' "$KUBERNETES_EXEC_INFO" >info
            echo '\(ExtraKubeconfig.answer(#""token":"t""#))'
            """)
        let cluster: Value = ["server": "https://eu.example.org", "config": ["audience": 7]]
        let plugin = Self.plugin(extra, "./login", arguments: ["a b", "$c", ""], cluster: cluster)
        #expect(try await plugin.credential().token == Secret("t"))
        // ls itself opens the folder as number 3.
        #expect(extra.text("told") == "a b|$c||one|yes||0 1 2 3 |")
        let info = try Value(json: extra.text("info"))
        #expect(
            info == [
                "apiVersion": .string(Self.version), "kind": "ExecCredential",
                "spec": ["cluster": cluster, "interactive": false],
            ])
        withExtendedLifetime(open) {}
    }

    @Test("A program is told of the cluster where it wants that, and of its own settings there")
    func clusterInfo() throws {
        let extra = try ExtraKubeconfig()
        let keys = """
            proxy-url: "http://me:secret@proxy.example.org", tls-server-name: localhost,
            extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: x, depth: 1.5, list: [null, true]}}]
            """
        let connection = try extra.connection(
            user: ExtraKubeconfig.exec("x", ", provideClusterInfo: true"), cluster: keys)
        guard case .plugin(let plugin) = connection.login else { throw POSIXError(.EINVAL) }
        let info = try Value(json: plugin.request.reveal())[key: "spec"]?[key: "cluster"]
        #expect(info?[key: "server"]?.string == connection.server)
        #expect(info?[key: "tls-server-name"] == "localhost")
        #expect(info?[key: "proxy-url"] == "http://me:secret@proxy.example.org")
        #expect(info?[key: "config"] == ["audience": "x", "depth": .double(1.5), "list": [.null, true]])
        let authorities = Base64.decode(info?[key: "certificate-authority-data"]?.string ?? "")
        #expect(authorities == connection.tls.authorities)
        let reticent = try extra.connection(user: ExtraKubeconfig.exec("x"), cluster: keys)
        guard case .plugin(let untold) = reticent.login else { throw POSIXError(.EINVAL) }
        #expect(!untold.request.reveal().contains("cluster"))
    }

    @Test("However many ask at once, the program runs once, and what it gave is kept until it ends")
    func once() async throws {
        let extra = try ExtraKubeconfig()
        let ends = "2030-01-01T00:00:00Z"
        try extra.program(
            "login",
            """
            cd "$(dirname "$0")"; echo run >>runs; sleep 0.3
            echo '\(ExtraKubeconfig.answer(#""token":"t","expirationTimestamp":"\#(ends)""#))'
            """)
        let clock = Locked(Timestamp(rfc3339: "2029-12-31T23:59:58Z"))
        let plugin = Self.plugin(extra, "./login")
        let credentials = KeptCredentials(now: { clock.withLock { $0 } ?? Timestamp(seconds: 0) }) {
            try await plugin.credential()
        }
        try await withThrowingTaskGroup { group in
            for _ in 0..<20 { group.addTask { _ = try await credentials.current() } }
            try await group.waitForAll()
        }
        _ = try await credentials.current()
        #expect(extra.text("runs") == "run\n")
        clock.withLock { $0 = Timestamp(rfc3339: ends) }
        _ = try await credentials.current()
        #expect(extra.text("runs") == "run\nrun\n")
    }

    @Test("A 401 has the program run once more, and a token that is refused again is told")
    func refused() async throws {
        let extra = try ExtraKubeconfig()
        try extra.program(
            "login",
            """
            cd "$(dirname "$0")"; echo run >>runs
            echo "{\\"apiVersion\\":\\"\(Self.version)\\",\\"kind\\":\\"ExecCredential\\",\\"status\\":{\\"token\\":\\"t$(wc -l <runs | tr -d ' ')\\"}}"
            """)
        let server = try LoopbackServer { request in
            [request.head.contains("Bearer t2") ? answer(200, "{}") : answer(401)]
        }
        let connection = try ClusterConnection(
            Kubeconfig.Cluster(server: ServerAddress(server.url(""), at: "here"), place: "here"),
            Kubeconfig.User(login: .exec(Self.plugin(extra, "./login").settings)),
            plugins: Surroundings(environment: ["PATH": "/usr/bin:/bin"]) { _ in })
        let api = APIServer(connection, userAgent: "tests/1", retries: RetryPolicy())
        #expect(try await api.send(APICall("/x", to: "look")).status == 200)
        #expect(try await api.send(APICall("/x", to: "look")).status == 200)
        #expect(extra.text("runs") == "run\nrun\n")
        #expect(server.received.count == 3)
        _ = try await CredentialSource(connection.login).current()
        // The third token and those after it are no good.
        let strict = APIServer(connection, userAgent: "tests/1", retries: RetryPolicy())
        let problem = await #expect(throws: Problem.self) {
            _ = try await strict.send(APICall("/x", to: "look"))
        }
        #expect(problem?.code == "kubernetes.unauthorized")
    }

    @Test("Tokens of an issuer are kept until they end, and made again when they are refused")
    func issued() async throws {
        let count = Locked(0)
        let issuer = TokenIssuer {
            let number = count.withLock { count in
                count += 1
                return count
            }
            // The second has ended when it is made.
            return (Secret("canary-\(number)"), Timestamp(seconds: number == 2 ? 0 : 4_000_000_000))
        }
        let server = try LoopbackServer { request in
            [request.head.contains("Bearer canary-1") ? answer(401, "canary-1 is bad") : answer(200, "{}")]
        }
        let connection = try ClusterConnection(server: server.url(""), tokensOf: issuer)
        let api = APIServer(connection, userAgent: "tests/1", retries: RetryPolicy())
        for _ in 0..<3 { _ = try await api.send(APICall("/x", to: "look")) }
        let tokens = server.received.compactMap { $0.head.firstMatch(of: /Bearer (canary-\d)/)?.1 }
        #expect(tokens == ["canary-1", "canary-2", "canary-3", "canary-3"])
        #expect(throws: Problem.self) {
            try ClusterConnection(server: "http://example.com", tokensOf: issuer)
        }
    }

    @Test("Who is cancelled stops waiting, and with the last of them the program and its children end")
    func cancelled() async throws {
        let extra = try ExtraKubeconfig()
        try extra.program(
            "login", "cd \"$(dirname \"$0\")\"; sleep 600 & echo $! >child; echo $$ >parent; wait")
        let plugin = Self.plugin(extra, "./login")
        let credentials = KeptCredentials { try await plugin.credential() }
        let waiting = (0..<2).map { _ in Task { _ = try await credentials.current() } }
        while extra.text("parent").isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        waiting[0].cancel()
        await #expect(throws: CancellationError.self) { try await waiting[0].value }
        let pids = try ["parent", "child"].map {
            try #require(Int32(extra.text($0).trimmingCharacters(in: .whitespacesAndNewlines)))
        }
        #expect(kill(pids[0], 0) == 0, "the other still waits for it")
        waiting[1].cancel()
        await #expect(throws: CancellationError.self) { try await waiting[1].value }
        // The children are init's to bury.
        while pids.contains(where: Self.runs) { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// Not of one that has ended and is not yet buried.
    private static func runs(_ pid: Int32) -> Bool {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else {
            return false
        }
        return stat.split(separator: ")").last.map { !$0.hasPrefix(" Z") } ?? false
    }
}
