import Core
import TestSupport
import Testing
import Values

@testable import AWSClient

/// Where credentials come from, decided without asking anybody.
@Suite struct ChainTests {
    private static let config = """
        # the company's
        [default]
        region = eu-west-1
        [profile keys]
        aws_access_key_id = AKIDCONFIG
        aws_secret_access_key = canary-config
        [profile both]
        aws_access_key_id=AKIDCONFIG
        aws_secret_access_key=canary-config
        [profile role]
        role_arn = arn:aws:iam::111122223333:role/deployer
        source_profile = keys
        external_id = canary-external
        duration_seconds = 3600
        role_session_name = ci
        [profile chained]
        role_arn = arn:aws:iam::444455556666:role/other
        source_profile = role
        [profile self]
        role_arn = arn:aws:iam::111122223333:role/deployer
        source_profile = self
        aws_access_key_id = AKIDSELF
        aws_secret_access_key = canary-self
        [profile environment]
        role_arn = arn:r
        credential_source = Environment
        [profile machine]
        role_arn = arn:r
        credential_source = Ec2InstanceMetadata
        [profile container]
        role_arn = arn:r
        credential_source = EcsContainer
        [profile web]
        role_arn = arn:w
        web_identity_token_file = /token
        [profile process]
        credential_process = /bin/give --secret canary-argument
        [profile signed-in]
        sso_session = company
        sso_account_id = 111122223333
        sso_role_name = Deployer
        [sso-session company]
        sso_region = eu-central-1
        sso_start_url = https://company.awsapps.com/start
        [profile signed-in-before]
        sso_start_url = https://company.awsapps.com/start
        sso_region = eu-central-1
        sso_account_id = 111122223333
        sso_role_name = Deployer
        [profile served]
        services = local
        endpoint_url = http://localhost:1
        [services local]
        rds =
          endpoint_url = http://localhost:2
          other = x
        secrets_manager =
          endpoint_url = http://localhost:3
        [profile loop-a]
        role_arn = arn:a
        source_profile = loop-b
        [profile loop-b]
        role_arn = arn:b
        source_profile = loop-a
        [profile half]
        aws_access_key_id = AKIDHALF
        [profile nobody]
        role_arn = arn:n
        [profile both-sources]
        role_arn = arn:n
        source_profile = keys
        credential_source = Environment
        [profile lost]
        role_arn = arn:n
        source_profile = nowhere
        [profile empty-source]
        role_arn = arn:n
        source_profile = default
        [profile device]
        role_arn = arn:n
        source_profile = keys
        mfa_serial = arn:aws:iam::1:mfa/me
        [profile forever]
        role_arn = arn:n
        source_profile = keys
        duration_seconds = 1e9
        [profile own]
        role_arn = arn:n
        source_profile = own
        [profile no-session]
        sso_session = other
        [profile no-account]
        sso_start_url = https://x
        """

    private static let keys = """
        [both]
        aws_access_key_id = AKIDKEYS
        aws_secret_access_key = canary-keys
        aws_session_token = canary-token
        """

    private static func chain(_ environment: [String: String]) throws -> CredentialChain {
        CredentialChain(
            environment: environment,
            shared: SharedConfig(config: try INIFile(config), keys: try INIFile(keys)))
    }

    private static func found(_ environment: [String: String]) throws -> String {
        describe(try chain(environment).origin())
    }

    private static func describe(_ origin: CredentialOrigin) -> String {
        switch origin {
        case .keys(let keys):
            "keys \(keys.accessKeyID) \(keys.secretAccessKey.reveal()) \(keys.sessionToken?.reveal() ?? "-")"
        case .webIdentity(let web): "web \(web.role) \(web.tokenFile) \(web.name)"
        case .role(let role, let source):
            "role \(role.arn) \(role.name) \(role.externalID?.reveal() ?? "-") \(role.duration ?? 0) by \(describe(source))"
        case .process(let command, _): "process \(command.reveal())"
        case .signIn(let signIn):
            "sign-in \(signIn.cacheKey) \(signIn.region) \(signIn.account) \(signIn.role) \(signIn.cache)"
        case .container(let server):
            "container \(server.url) \(server.tokenFile ?? "-") \(server.token?.reveal() ?? "-")"
        case .instance(let server): "machine \(server.base)"
        }
    }

    private static let all = [
        "AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "canary-env",
        "AWS_WEB_IDENTITY_TOKEN_FILE": "/token",
        "AWS_ROLE_ARN": "arn:env", "AWS_PROFILE": "keys", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/x",
    ]

    @Test func `The nearest source wins: environment, web identity, profile, container, machine`() throws {
        var environment = Self.all
        var found: [String] = []
        for name in [
            "", "AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_PROFILE",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        ] {
            environment[name] = nil
            if name == "AWS_ACCESS_KEY_ID" { environment["AWS_SECRET_ACCESS_KEY"] = nil }
            found.append(try Self.found(environment))
        }
        #expect(
            found == [
                "keys AKIDENV canary-env -", "web arn:env /token cadastre", "keys AKIDCONFIG canary-config -",
                "container http://169.254.170.2/v2/x - -", "machine http://169.254.169.254",
            ])
    }

    @Test(
        "A profile's credentials are found as it says",
        arguments: [
            ("both", "keys AKIDKEYS canary-keys canary-token"),
            (
                "role",
                "role arn:aws:iam::111122223333:role/deployer ci canary-external 3600 by keys AKIDCONFIG canary-config -"
            ),
            (
                "chained",
                "role arn:aws:iam::444455556666:role/other cadastre - 0 by role arn:aws:iam::111122223333:role/deployer "
                    + "ci canary-external 3600 by keys AKIDCONFIG canary-config -"
            ),
            (
                "self",
                "role arn:aws:iam::111122223333:role/deployer cadastre - 0 by keys AKIDSELF canary-self -"
            ),
            ("machine", "role arn:r cadastre - 0 by machine http://169.254.169.254"),
            ("web", "web arn:w /token cadastre"), ("process", "process /bin/give --secret canary-argument"),
            ("signed-in", "sign-in company eu-central-1 111122223333 Deployer /home/me/.aws/sso/cache"),
            (
                "signed-in-before",
                "sign-in https://company.awsapps.com/start eu-central-1 111122223333 Deployer /home/me/.aws/sso/cache"
            ),
            ("default", "machine http://169.254.169.254"),
        ])
    func profiles(name: String, expected: String) throws {
        #expect(try Self.found(["AWS_PROFILE": name, "HOME": "/home/me"]) == expected)
    }

    @Test(
        "Containers and machines are reached where the environment says",
        arguments: [
            (
                [
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI": "https://h/x",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN": "t",
                ],
                "container https://h/x - t"
            ),
            (
                [
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/v1/credentials",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/eks",
                ], "container http://169.254.170.23/v1/credentials /eks -"
            ),
            (
                ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://[fd00:ec2::23]/v1"],
                "container http://[fd00:ec2::23]/v1 - -"
            ),
            (
                ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://localhost:80/x?y=z"],
                "container http://localhost:80/x?y=z - -"
            ),
            (["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:7/"], "machine http://127.0.0.1:7"),
            (["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6"], "machine http://[fd00:ec2::254]"),
            (
                ["AWS_PROFILE": "container", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "r"],
                "role arn:r cadastre - 0 by container http://169.254.170.2/r - -"
            ),
        ])
    func servers(environment: [String: String], expected: String) throws {
        #expect(try Self.found(environment) == expected)
    }

    @Test func `A profile says where its services are`() throws {
        let profile = try #require(try Self.chain(["AWS_PROFILE": "served"]).profile())
        #expect(profile["endpoint_url"] == "http://localhost:1")
        #expect(
            profile.serviceEndpoints == [
                "rds": "http://localhost:2", "secrets_manager": "http://localhost:3",
            ])
    }

    @Test func `The region of the environment goes before the profile's`() throws {
        #expect(try Self.chain([:]).region() == "eu-west-1")
        #expect(try Self.chain(["AWS_DEFAULT_REGION": "b"]).region() == "b")
        #expect(try Self.chain(["AWS_DEFAULT_REGION": "b", "AWS_REGION": "a"]).region() == "a")
    }

    private static func problem(_ environment: [String: String]) throws -> Problem {
        try #require(throws: Problem.self) { try found(environment) }
    }

    @Test func `Profiles that cannot be used are told with what they lack`() throws {
        let names = [
            "unknown", "half", "nobody", "both-sources", "lost", "empty-source", "loop-a", "device",
            "forever", "own",
            "no-session", "no-account", "environment", "container",
        ]
        let problems = try names.map { try Self.problem(["AWS_PROFILE": $0]) }
        #expect(Set(problems.map(\.code)) == ["aws.profile"])
        let text = problems.map(\.text).joined(separator: "\n")
        #expect(!text.contains("canary"))
        expectGolden(text, at: "Cases/problem/aws.profile.txt")
    }

    @Test func `Without any source, all that was looked at is told`() throws {
        let problem = try Self.problem(["AWS_EC2_METADATA_DISABLED": "true"])
        expectGolden(problem.text, at: "Cases/problem/aws.no-credentials.txt")
    }

    @Test func `Half of what the environment should say is no credentials`() throws {
        let problems = try [
            Self.problem(["AWS_WEB_IDENTITY_TOKEN_FILE": "/token"]),
            Self.problem(["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://example.com/canary"]),
            Self.problem(["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.2.example.com/canary"]),
        ]
        let text = problems.map(\.text).joined(separator: "\n")
        #expect(!text.contains("canary"))
        expectGolden(text, at: "Cases/problem/aws.credentials.environment.txt")
    }
}
