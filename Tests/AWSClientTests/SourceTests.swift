import Core
import Credentials
import Foundation
import HTTP
import LoopbackServer
import TestSupport
import Testing
import Threads
import Values

@testable import AWSClient

/// Each source of credentials, from what really gives them or from a small server in its place.
@Suite struct SourceTests {
    /// A folder, gone with it.
    final class Home: Sendable {
        let path: String

        init() throws {
            path =
                FileManager.default.temporaryDirectory.appendingPathComponent("aws-\(UUID().uuidString)").path
            try FileManager.default.createDirectory(
                atPath: "\(path)/.aws/sso/cache", withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        @discardableResult
        func write(_ text: String, to name: String, isProgram: Bool = false) throws -> String {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
            if isProgram { unsafe chmod("\(path)/\(name)", 0o700) }
            return "\(path)/\(name)"
        }
    }

    static let ends = Timestamp(seconds: 1_800_003_600)

    private static func document(_ token: String) -> String {
        #"{"Code":"Success","Version":1,"AccessKeyId":"AKIDGIVEN","SecretAccessKey":"canary-secret","\#(token)":"canary-token","Expiration":"\#(ends)"}"#
    }

    private static let given = AWSCredentials(
        accessKeyID: "AKIDGIVEN", secretAccessKey: Secret("canary-secret"),
        sessionToken: Secret("canary-token"),
        ends: ends)

    /// What a process in such an environment signs with.
    private static func keys(
        _ environment: [String: String], endpoint: String? = nil,
        tell: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> AWSCredentials {
        let timing = FakeTiming(bits: 0).timing
        let access = try AWSAccess(
            Surroundings(environment: environment, tell: tell),
            over: AWSTransport(userAgent: "t", timing: timing))
        return try await access.connection(to: "eu-west-1", endpoint: endpoint).credentials.current()
    }

    private static func problem(
        _ environment: [String: String], endpoint: String? = nil
    ) async throws -> Problem {
        do {
            _ = try await keys(environment, endpoint: endpoint)
        } catch let problem as Problem {
            #expect(!problem.text.contains("canary"))
            return problem
        }
        throw Problem("none", "it went well")
    }

    @Test func `Containers get theirs with the token that is in the file at that moment`() async throws {
        let home = try Home()
        let file = try home.write("canary-authorization-1\n", to: "token")
        let server = try LoopbackServer { _ in [answer(200, Self.document("Token"))] }
        let environment = [
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url("/v1/credentials?x=y"),
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": file,
        ]
        #expect(try await Self.keys(environment) == Self.given)
        try home.write("canary-authorization-2", to: "token")
        _ = try await Self.keys(environment)
        let requests = server.received
        #expect(requests.map { $0.has("Authorization: canary-authorization-1") } == [true, false])
        #expect(requests.map { $0.has("Authorization: canary-authorization-2") } == [false, true])
        #expect(server.received.first?.path == "/v1/credentials?x=y")
    }

    @Test func `Machines give theirs only with a token of the second version`() async throws {
        let server = try LoopbackServer { request in
            if request.head.hasPrefix("PUT /latest/api/token "), request.head.contains("ttl-seconds: 21600") {
                return [answer(200, "canary-metadata")]
            }
            guard request.has("X-aws-ec2-metadata-token: canary-metadata") else {
                return [answer(401)]
            }
            switch request.path {
            case "/latest/meta-data/iam/security-credentials/": return [answer(200, "deployer\n")]
            case "/latest/meta-data/iam/security-credentials/deployer":
                return [answer(200, Self.document("Token"))]
            default: return [answer(404)]
            }
        }
        #expect(try await Self.keys(["AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url("")]) == Self.given)
        #expect(server.received.count == 3)
    }

    @Test func `Programs give theirs, and what they say is passed on`() async throws {
        let home = try Home()
        try home.write(
            "#!/bin/sh\necho 'open a browser' >&2\necho '\(Self.document("SessionToken"))' | sed \"s/GIVEN/$2/\"",
            to: "give", isProgram: true)
        try home.write(
            "[default]\ncredential_process = \(home.path)/give --as 'GIVEN TOO'", to: ".aws/config")
        let heard = Locked<[String]>([])
        let keys = try await Self.keys(["HOME": home.path, "PATH": "/usr/bin:/bin"]) { line in
            heard.withLock { $0.append(line) }
        }
        #expect(keys.accessKeyID == "AKIDGIVEN TOO")
        #expect(keys.secretAccessKey == Self.given.secretAccessKey && keys.ends == Self.ends)
        #expect(keys.sessionToken == Self.given.sessionToken)
        #expect(heard.withLock { $0 } == ["open a browser"])
    }

    @Test(
        "A command is cut as a shell would cut it, and run by none",
        arguments: [
            ("a b  c", ["a", "b", "c"]), ("a 'b c' \"d e\"f", ["a", "b c", "d ef"]), ("a\\ b", ["a b"]),
            ("\"a\\\"b\" 'c\\d' \"e\\f\"", ["a\"b", "c\\d", "e\\f"]), ("a '' \"\"", ["a", "", ""]), ("", []),
            ("$HOME `x` | y", ["$HOME", "`x`", "|", "y"]),
            ("a 'b", nil), ("a \"b", nil), ("a\\", nil),
        ] as [(String, [String]?)])
    func words(command: String, expected: [String]?) {
        #expect(CredentialProgram.words(of: command) == expected)
    }

    @Test func `Who has signed in gets the role's, with the token of the cache`() async throws {
        let home = try Home()
        try home.write(
            """
            [default]
            sso_session = company
            sso_account_id = 111122223333
            sso_role_name = Deployer
            [sso-session company]
            sso_region = eu-central-1
            sso_start_url = https://company.awsapps.com/start
            """, to: ".aws/config")
        let name = try #require(Self.cacheName(of: "company"))
        try home.write(
            #"{"accessToken":"canary-sign-in","expiresAt":"2027-01-15T09:00:00Z"}"#,
            to: ".aws/sso/cache/\(name)")
        let server = try LoopbackServer { request in
            let isRight =
                request.path == "/federation/credentials?account_id=111122223333&role_name=Deployer"
                && request.has("x-amz-sso_bearer_token: canary-sign-in")
                && !request.head.contains("Authorization:")
            let body =
                #"{"roleCredentials":{"accessKeyId":"AKIDGIVEN","secretAccessKey":"canary-secret","#
                + #""sessionToken":"canary-token","expiration":1800003600000}}"#
            return [isRight ? answer(200, body) : answer(400)]
        }
        #expect(try await Self.keys(["HOME": home.path], endpoint: server.url("")) == Self.given)
    }

    /// As `sha1sum` says it.
    private static func cacheName(of key: String) -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["sh", "-c", "printf %s '\(key)' | sha1sum"]
        let output = Pipe()
        process.standardOutput = output
        guard (try? process.run()) != nil else { return nil }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.awaitEnd()
        return text.split(separator: " ").first.map { "\($0).json" }
    }

    @Test func `A web identity is exchanged without a signature, and its token read again each time`()
        async throws
    {
        let home = try Home()
        let file = try home.write("canary-web-1", to: "token")
        let server = try LoopbackServer { request in
            guard !request.head.contains("Authorization:"),
                request.body.contains("WebIdentityToken=canary-web")
            else {
                return [answer(400)]
            }
            return [
                Answers.query(
                    "AssumeRoleWithWebIdentity",
                    "<Credentials><AccessKeyId>AKIDGIVEN</AccessKeyId><SecretAccessKey>canary-secret</SecretAccessKey>"
                        + "<SessionToken>canary-token</SessionToken><Expiration>\(Self.ends)</Expiration></Credentials>"
                )
            ]
        }
        let environment = [
            "AWS_WEB_IDENTITY_TOKEN_FILE": file, "AWS_ROLE_ARN": "arn:aws:iam::111122223333:role/pod",
            "AWS_ROLE_SESSION_NAME": "pod-1",
        ]
        #expect(try await Self.keys(environment, endpoint: server.url("")) == Self.given)
        try home.write("canary-web-2", to: "token")
        _ = try await Self.keys(environment, endpoint: server.url(""))
        let bodies = server.received.map(\.body)
        #expect(bodies.map { $0.contains("canary-web-2") } == [false, true])
        #expect(bodies.allSatisfy { $0.contains("RoleSessionName=pod-1") })
    }

    @Test func `Sources that give nothing are told without a word of what they said`() async throws {
        let home = try Home()
        let empty = try home.write("\n", to: "empty")
        var problems: [Problem] = []
        let faults: [LoopbackServer.Step] = [
            answer(403, "canary"), answer(200, "canary"), answer(200, #"{"AccessKeyId":"canary"}"#),
            answer(200, #"{"AccessKeyId":"a","SecretAccessKey":"canary","Expiration":"tomorrow"}"#),
        ]
        for fault in faults {
            let server = try LoopbackServer { _ in [fault] }
            problems.append(try await Self.problem(["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url()]))
        }
        #expect(Set(problems.map(\.code)) == ["aws.metadata"])
        expectGolden(problems.map(\.text).joined(separator: "\n"), at: "Cases/problem/aws.metadata.txt")

        let roleless = try LoopbackServer { $0.head.hasPrefix("PUT") ? [answer(200, "t")] : [answer(404)] }
        let noMachine = try await Self.problem(["AWS_EC2_METADATA_SERVICE_ENDPOINT": roleless.url("")])
        expectGolden(noMachine.text, at: "Cases/problem/aws.no-credentials.machine.txt")

        let files = try await [
            Self.problem([
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://localhost:1",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/nowhere/token",
            ]),
            Self.problem(["AWS_WEB_IDENTITY_TOKEN_FILE": empty, "AWS_ROLE_ARN": "arn:r"]),
        ]
        expectGolden(
            files.map(\.text).joined(separator: "\n").replacing(home.path, with: "HOME"),
            at: "Cases/problem/aws.credentials.file.txt")
    }

    @Test func `Programs that give nothing are told with their last words`() async throws {
        let home = try Home()
        var problems: [Problem] = []
        for (script, arguments) in [
            ("echo canary; echo 'log in first' >&2; exit 3", ""), ("echo canary", ""),
            (#"echo '{"Version":2,"AccessKeyId":"a","SecretAccessKey":"canary"}'"#, ""),
            ("kill -TERM $$", ""),
            ("", " 'canary"),
        ] {
            try home.write("#!/bin/sh\n\(script)", to: "give", isProgram: true)
            try home.write("[default]\ncredential_process = \(home.path)/give\(arguments)", to: ".aws/config")
            problems.append(try await Self.problem(["HOME": home.path, "PATH": "/usr/bin:/bin"]))
        }
        try home.write("[default]\ncredential_process = cadastre-no-such canary", to: ".aws/config")
        problems.append(try await Self.problem(["HOME": home.path, "PATH": "/usr/bin:/bin"]))
        #expect(Set(problems.map(\.code)) == ["aws.credential-process"])
        expectGolden(
            problems.map(\.text).joined(separator: "\n").replacing(home.path, with: "HOME"),
            at: "Cases/problem/aws.credential-process.txt")
    }

    @Test func `A sign-in that does not hold is told with how to sign in again`() async throws {
        let home = try Home()
        try home.write(
            """
            [profile company]
            sso_start_url = https://company.awsapps.com/start
            sso_region = eu-central-1
            sso_account_id = 111122223333
            sso_role_name = Deployer
            """, to: ".aws/config")
        let name = try #require(Self.cacheName(of: "https://company.awsapps.com/start"))
        let environment = ["HOME": home.path, "AWS_PROFILE": "company"]
        let server = try LoopbackServer { _ in [answer(401, #"{"message":"canary-sign-in is over"}"#)] }
        var problems = [try await Self.problem(environment)]
        for content in [
            "canary", #"{"accessToken":"canary-sign-in","expiresAt":"2026-01-15T09:00:00UTC"}"#,
            #"{"accessToken":"canary-sign-in","expiresAt":"2028-01-15T09:00:00Z"}"#,
        ] {
            try home.write(content, to: ".aws/sso/cache/\(name)")
            problems.append(try await Self.problem(environment, endpoint: server.url("")))
        }
        #expect(Set(problems.map(\.code)) == ["aws.sign-in"])
        expectGolden(
            problems.map(\.text).joined(separator: "\n").replacing(home.path, with: "HOME").replacing(
                name, with: "NAME.json"),
            at: "Cases/problem/aws.sign-in.txt")
    }

    @Test func `Authorities that cannot be read are told`() throws {
        let problem = #expect(throws: Problem.self) {
            try AWSTransport.authorities(environment: ["AWS_CA_BUNDLE": "/nowhere/bundle.pem"])
        }
        expectGolden(problem?.text ?? "", at: "Cases/problem/aws.authorities.txt")
        #expect(try AWSTransport.authorities(environment: [:]) == nil)
    }

    @Test func `Credentials show no secret however they are printed`() {
        var printed = "\(Self.given) \(String(reflecting: Self.given))"
        dump(Self.given, to: &printed)
        #expect(!printed.contains("canary"))
    }
}
