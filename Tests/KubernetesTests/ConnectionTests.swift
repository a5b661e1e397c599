import Core
import LoopbackServer
import ProviderContract
import Testing

@testable import HTTP
@testable import Kubernetes

/// Ways to a real API server.
@Suite struct ConnectionTests {
    private static func look(_ connection: ClusterConnection) async throws -> Look.Outcome {
        let provider = KubernetesProvider(scope: Testbed.scope, connection: connection)
        let request = ObservationRequest(fleet: "parking", kinds: [SampleKind.namespace], desired: [])
        return try #require(try await provider.observe(request).looks["Namespace"]).outcome
    }

    private static func problem(_ connection: ClusterConnection) async throws -> Problem? {
        if case .failed(let problem) = try await look(connection) { problem } else { nil }
    }

    @Test("A token that a plugin gives opens the door")
    func pluginToken() async throws {
        let extra = try ExtraKubeconfig()
        let token = try ExtraKubeconfig.token(of: "cadastre")
        try extra.program(
            "bin/login", "echo '\(ExtraKubeconfig.answer(#""token":"\#(token)""#))'")
        let connection = try extra.connection(user: ExtraKubeconfig.exec("bin/login"))
        #expect(try await Self.problem(connection) == nil)
    }

    @Test("A certificate that a plugin gives opens the door, and another one is another client")
    func pluginCertificate() async throws {
        let extra = try ExtraKubeconfig()
        let admin = try ExtraKubeconfig.user("admin")
        let certificate = try #require(admin.certificate).certificates()
        let key = try #require(admin.key).key().pem
        func line(_ bytes: [UInt8]) -> String {
            String(decoding: bytes, as: UTF8.self).replacing("\n", with: #"\n"#)
        }
        let status = #""clientCertificateData":"\#(line(certificate))","clientKeyData":"\#(line(key))""#
        // printf and not echo: a shell's echo may take \n for a line break.
        try extra.program("login", "printf '%s' '\(ExtraKubeconfig.answer(status))'")
        let connection = try extra.connection(user: ExtraKubeconfig.exec("./login"))
        #expect(try await Self.problem(connection) == nil)

        let clients = IdentityClients(HTTPClient.Options())
        let identity = TLSSettings.Identity(certificate: certificate, key: PrivateKey(pem: key))
        let first = clients.client(for: Credential(identity: identity, number: 1))
        #expect(first === clients.client(for: Credential(identity: identity, number: 1)))
        #expect(first !== clients.client(for: Credential(identity: identity, number: 2)))
        #expect(first !== clients.client(for: Credential()))
    }

    @Test("Who acts as somebody without rights is told that somebody's name and missing rule")
    func impersonation() async throws {
        let extra = try ExtraKubeconfig()
        let token = try ExtraKubeconfig.token(of: "cadastre")
        let connection = try extra.connection(
            user: "{token: \(token), as: jane, as-groups: [nobodies], as-user-extra: {a/b: [c]}}")
        let problem = try #require(try await Self.problem(connection))
        #expect(problem.code == "kubernetes.forbidden")
        #expect(problem.detail.contains("user jane may not list namespaces in the whole cluster"))
        #expect(problem.help?.contains("bound to jane") == true)
    }

    @Test("Groups that are acted as count")
    func impersonatedGroup() async throws {
        let extra = try ExtraKubeconfig()
        let token = try ExtraKubeconfig.token(of: "cadastre")
        let connection = try extra.connection(
            user: "{token: \(token), as: jane, as-groups: [system:masters]}")
        #expect(try await Self.problem(connection) == nil)
    }

    @Test("Who may not act as somebody else is told the rule that this takes")
    func forbiddenImpersonation() async throws {
        let extra = try ExtraKubeconfig()
        let token = try ExtraKubeconfig.token(of: "cadastre-viewer")
        let problem = try #require(
            try await Self.problem(extra.connection(user: "{token: \(token), as: jane}")))
        #expect(problem.code == "kubernetes.forbidden")
        #expect(
            problem.detail.contains("user cadastre-viewer may not impersonate users in the whole cluster"))
        #expect(problem.help?.contains(#"resources: ["users"], verbs: ["impersonate"]"#) == true)
    }

    @Test("proxy-url leads through the proxy, to a server on this machine too")
    func proxy() async throws {
        let extra = try ExtraKubeconfig()
        let proxy = try LoopbackProxy(credentials: "me:right")
        let token = try ExtraKubeconfig.token(of: "cadastre")
        let connection = try extra.connection(
            user: "{token: \(token)}", cluster: #"proxy-url: "http://me:right@\#(proxy.authority)""#)
        #expect(try await Self.problem(connection) == nil)
        #expect(proxy.credentials.first == "me:right")
        #expect(connection.server.hasSuffix(proxy.targets.first ?? "none"))

        let refused = try await Self.problem(
            extra.connection(
                user: "{token: \(token)}", cluster: #"proxy-url: "http://me:canary@\#(proxy.authority)""#))
        #expect(refused?.code == "kubernetes.proxy")
        #expect(refused?.text.contains("canary") == false)
    }

    @Test("tls-server-name is the name that the server's certificate is for")
    func serverName() async throws {
        let extra = try ExtraKubeconfig()
        let token = try ExtraKubeconfig.token(of: "cadastre")
        let right = try extra.connection(user: "{token: \(token)}", cluster: "tls-server-name: localhost")
        #expect(try await Self.problem(right) == nil)
        let wrong = try extra.connection(
            user: "{token: \(token)}", cluster: "tls-server-name: eu.example.org")
        #expect(try await Self.problem(wrong)?.code == "kubernetes.tls")
    }
}
