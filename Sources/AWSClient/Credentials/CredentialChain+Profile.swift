import Core
import Values

/// What a profile says of credentials.
extension CredentialChain {
    func profile(_ name: String, wantedBy who: String) throws(Problem) -> AWSProfile {
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
    func origin(of profile: AWSProfile, askers: [String] = []) throws(Problem) -> CredentialOrigin? {
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

    private static func problem(_ detail: String, help: String) -> Problem {
        Problem("aws.profile", "a profile of AWS cannot be used", detail: detail, help: help)
    }
}
