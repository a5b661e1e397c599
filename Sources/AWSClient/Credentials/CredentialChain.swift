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

// MARK: - Profiles

extension CredentialChain {
    private func profile(_ name: String, wantedBy who: String) throws(Problem) -> AWSProfile {
        guard let profile = shared.profiles[name] else {
            throw Self.problem(
                "\(who) '\(name)', and there is no such profile",
                help: "name one of: \(shared.profiles.keys.sorted().joined(separator: ", "))")
        }
        return profile
    }

    /// Nil when it says nothing of credentials.
    ///
    /// - Parameter askers: the profiles that led here, from the first.
    private func origin(of profile: AWSProfile, askers: [String] = []) throws(Problem) -> CredentialOrigin? {
        if let arn = profile["role_arn"] { return try role(arn, of: profile, askers) }
        if profile["sso_session"] != nil || profile["sso_start_url"] != nil {
            return .signIn(try signIn(profile))
        }
        if let keys = try keys(of: profile) { return .keys(keys) }
        return profile["credential_process"].map { .process(command: Secret($0), profile: profile.title) }
    }

    private func keys(of profile: AWSProfile) throws(Problem) -> AWSCredentials? {
        let id = profile["aws_access_key_id"], secret = profile["aws_secret_access_key"]
        guard let id, let secret else {
            guard id == nil, secret == nil else {
                throw Self.problem(
                    "\(profile.title) has one of aws_access_key_id and aws_secret_access_key",
                    help: "give it both, or neither")
            }
            return nil
        }
        return AWSCredentials(
            accessKeyID: id, secretAccessKey: Secret(secret),
            sessionToken: profile["aws_session_token"].map { Secret($0) })
    }

    private func role(
        _ arn: String, of profile: AWSProfile, _ askers: [String]
    ) throws(Problem) -> CredentialOrigin {
        let name = profile["role_session_name"] ?? "cadastre"
        if let file = profile["web_identity_token_file"] {
            return .webIdentity(WebIdentity(role: arn, tokenFile: file, name: name))
        }
        guard profile["mfa_serial"] == nil else {
            throw Self.problem(
                "\(profile.title) wants a code of a device for \(arn), and nobody is asked here",
                help: "sign in before, or use a role that wants none")
        }
        var request = RoleRequest(arn: arn, externalID: profile["external_id"].map { Secret($0) }, name: name)
        if let text = profile["duration_seconds"] {
            guard let seconds = Int(text), (900...43_200).contains(seconds) else {
                throw Self.problem(
                    "duration_seconds of \(profile.title) is no number from 900 to 43200", help: "correct it")
            }
            request.duration = seconds
        }
        return .role(request, by: try source(of: profile, askers))
    }

    private func source(of profile: AWSProfile, _ askers: [String]) throws(Problem) -> CredentialOrigin {
        let chain = askers + [profile.name]
        switch (profile["source_profile"], profile["credential_source"]) {
        case (profile.name, nil):
            // A profile may take on a role with keys of its own.
            if let keys = try keys(of: profile) { return .keys(keys) }
            throw Self.problem(
                "\(profile.title) is its own source_profile and has no keys", help: "give it keys")
        case (let source?, nil):
            guard !chain.contains(source) else {
                throw Self.problem(
                    "the source_profile of each leads back: \((chain + [source]).joined(separator: " -> "))",
                    help: "let one of them have keys of its own")
            }
            let next = try self.profile(source, wantedBy: "\(profile.title) has the source_profile")
            if let origin = try origin(of: next, askers: chain) { return origin }
            throw Self.problem(
                "\(next.title), the source of \(profile.title), has no credentials", help: "give it some")
        case (nil, "Environment"): return try environmentKeys(for: profile)
        case (nil, "EcsContainer"):
            if let server = try ContainerServer(environment) { return .container(server) }
        case (nil, "Ec2InstanceMetadata"):
            if let server = try InstanceServer(environment) { return .instance(server) }
        default:
            throw Self.problem(
                "\(profile.title) has a role_arn and needs one of source_profile and credential_source "
                    + "(Environment, EcsContainer or Ec2InstanceMetadata) with it",
                help: "say who takes on the role")
        }
        throw Self.problem(
            "\(profile.title) wants credentials of \(profile["credential_source"] ?? ""), and there are none here",
            help: "run it where they are given, or name another source")
    }

    private func environmentKeys(for profile: AWSProfile) throws(Problem) -> CredentialOrigin {
        if let keys = try EnvironmentKeys.read(environment) { return .keys(keys) }
        throw Self.problem(
            "\(profile.title) wants keys of the environment, and there are none",
            help: "set AWS_ACCESS_KEY_ID")
    }

    private func signIn(_ profile: AWSProfile) throws(Problem) -> SignIn {
        let session = try profile["sso_session"].map { (name) throws(Problem) in
            guard let session = shared.signIns[name] else {
                throw Self.problem(
                    "\(profile.title) has the sso_session '\(name)', and there is no such section",
                    help: "add [sso-session \(name)] with sso_start_url and sso_region")
            }
            return session
        }
        let key = profile["sso_session"] ?? profile["sso_start_url"]
        guard let key, let region = session?["sso_region"] ?? profile["sso_region"],
            let account = profile["sso_account_id"], let role = profile["sso_role_name"]
        else {
            throw Self.problem(
                "\(profile.title) lacks one of sso_region, sso_account_id and sso_role_name",
                help: "run aws configure sso")
        }
        let home = environment["HOME"] ?? ""
        return SignIn(
            profile: profile.name, cacheKey: key, region: region, account: account, role: role,
            cache: "\(home)/.aws/sso/cache")
    }

    fileprivate static func problem(_ detail: String, help: String) -> Problem {
        Problem("aws.profile", "a profile of AWS cannot be used", detail: detail, help: help)
    }
}
