import Core
import Values

/// Decides where credentials come from, in the order of AWS's own tools. Asks nobody.
struct CredentialChain: Sendable {
    let environment: [String: String]
    let shared: SharedConfig

    /// - Throws: `aws.credentials`, `aws.profile`, `aws.no-credentials`.
    func origin() throws(Problem) -> CredentialOrigin {
        if let keys = try EnvironmentKeys.read(environment) { return .keys(keys) }
        if let identity = try webIdentity() { return .webIdentity(identity) }
        if let profile = try profile(), let origin = try origin(of: profile) { return origin }
        if let server = try ContainerServer(environment) { return .container(server) }
        if let server = try InstanceServer(environment) { return .instance(server) }
        throw Problem(
            "aws.no-credentials", "there are no AWS credentials",
            detail:
                "neither the environment nor \(profileTitle) has any, this is no container that is given some, and "
                + "AWS_EC2_METADATA_DISABLED forbids to ask the machine",
            help:
                "set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is given"
        )
    }

    /// The one that `AWS_PROFILE` names, or the default where there is one.
    func profile() throws(Problem) -> AWSProfile? {
        guard let name = value("AWS_PROFILE") ?? value("AWS_DEFAULT_PROFILE") else {
            return shared.profiles["default"]
        }
        return try profile(name, wantedBy: "AWS_PROFILE names")
    }

    /// Where STS is asked when nothing nearer says it.
    func region() throws(Problem) -> String? {
        if let region = value("AWS_REGION") ?? value("AWS_DEFAULT_REGION") { return region }
        return try profile()?["region"]
    }

    private var profileTitle: String { "profile '\(value("AWS_PROFILE") ?? "default")'" }

    private func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    private func webIdentity() throws(Problem) -> WebIdentity? {
        guard let file = value("AWS_WEB_IDENTITY_TOKEN_FILE") else { return nil }
        guard let role = value("AWS_ROLE_ARN") else {
            throw Problem(
                "aws.credentials", "AWS credentials cannot be used",
                detail: "the environment has AWS_WEB_IDENTITY_TOKEN_FILE without AWS_ROLE_ARN",
                help: "set both variables, or neither")
        }
        return WebIdentity(role: role, tokenFile: file, name: value("AWS_ROLE_SESSION_NAME") ?? "cadastre")
    }
}
