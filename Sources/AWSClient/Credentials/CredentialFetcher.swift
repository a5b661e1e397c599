import Core
import Credentials
import HTTP
import Values

/// Gets credentials from where the configuration says.
struct CredentialFetcher: Sendable {
    let surroundings: Surroundings
    let transport: AWSTransport
    let endpoints: AWSEndpoints
    /// In which STS is asked.
    let region: String

    /// - Throws: a `Problem`, or `CancellationError`.
    func fetch(_ origin: CredentialOrigin) async throws -> AWSCredentials {
        switch origin {
        case .keys(let keys): return keys
        case .webIdentity(let identity): return try await exchange(identity)
        case .role(let role, let source):
            let keeper = CredentialKeeper(now: transport.timing.now) { try await fetch(source) }
            return try await assume(role, as: keeper)
        case .process(let command, let profile):
            return try await CredentialProgram(command: command, profile: profile, surroundings: surroundings)
                .credentials()
        case .signIn(let signIn): return try await redeem(signIn)
        case .container(let server): return try await server.credentials(transport.client(isInside: true))
        case .instance(let server): return try await server.credentials(transport.client(isInside: true))
        }
    }

    /// Takes on a role.
    func assume(_ role: RoleRequest, as keeper: CredentialKeeper) async throws -> AWSCredentials {
        var input: Fields = ["RoleArn": .string(role.arn), "RoleSessionName": .string(role.name)]
        if let id = role.externalID { input["ExternalId"] = .string(id.reveal()) }
        if let duration = role.duration { input["DurationSeconds"] = .int(Int64(duration)) }
        let answer = try await connection(keeper).send(.assumeRole, input, to: "take on \(role.arn)")
        return try Self.keys(in: answer, of: role.arn)
    }

    private func exchange(_ identity: WebIdentity) async throws -> AWSCredentials {
        let token = try TokenText.read(identity.tokenFile, for: "AWS_WEB_IDENTITY_TOKEN_FILE")
        let answer = try await connection(Self.nobody, hiding: token).send(
            .assumeRoleWithWebIdentity,
            [
                "RoleArn": .string(identity.role), "RoleSessionName": .string(identity.name),
                "WebIdentityToken": .string(token.reveal()),
            ], to: "take on \(identity.role)")
        return try Self.keys(in: answer, of: identity.role)
    }

    private func redeem(_ signIn: SignIn) async throws -> AWSCredentials {
        let token = try SignInCache.token(of: signIn, at: transport.timing.now())
        let portal = try AWSConnection(
            region: signIn.region, credentials: Self.nobody, endpoints: endpoints, over: transport,
            hiding: token)
        let result = try await portal.result(
            of: .getRoleCredentials,
            [
                "roleName": .string(signIn.role), "accountId": .string(signIn.account),
                "accessToken": .string(token.reveal()),
            ], to: "get the credentials of \(signIn.role) in \(signIn.account)")
        let answer: AWSAnswer
        switch result {
        case .success(let found): answer = found
        case .failure(let error) where error.status == 401:
            throw SignInCache.problem(signIn, "AWS does not take the sign-in any more")
        case .failure(let error): throw error.problem
        }
        let keys = answer.json[key: "roleCredentials"]
        guard let id = keys?[key: "accessKeyId"]?.string, let secret = keys?[key: "secretAccessKey"]?.string
        else {
            throw Self.incomplete("the portal's answer for \(signIn.role)")
        }
        return AWSCredentials(
            accessKeyID: id, secretAccessKey: Secret(secret),
            sessionToken: keys?[key: "sessionToken"]?.string.map { Secret($0) },
            ends: keys?[key: "expiration"]?.int.map { Timestamp(seconds: $0 / 1000) })
    }

    private func connection(_ keeper: CredentialKeeper, hiding secret: Secret? = nil) throws(Problem)
        -> AWSConnection
    {
        try AWSConnection(
            region: region, credentials: keeper, endpoints: endpoints, over: transport, hiding: secret)
    }

    /// Of requests that are signed with nothing.
    private static let nobody = CredentialKeeper(now: Timing.system.now) {
        throw Problem("aws.request", "a request to AWS could not be made", detail: "it is signed by nobody")
    }

    private static func keys(in answer: AWSAnswer, of role: String) throws(Problem) -> AWSCredentials {
        guard let keys = answer.xml["Credentials"], let id = keys.text("AccessKeyId"),
            let secret = keys.text("SecretAccessKey"), let token = keys.text("SessionToken")
        else {
            throw incomplete("STS's answer for \(role)")
        }
        return AWSCredentials(
            accessKeyID: id, secretAccessKey: Secret(secret), sessionToken: Secret(token),
            ends: keys.time("Expiration"))
    }

    private static func incomplete(_ what: String) -> Problem {
        Problem(
            "aws.credentials", "AWS credentials cannot be used", detail: "\(what) has none",
            help: "see whether the endpoint that was asked is one of AWS")
    }
}
