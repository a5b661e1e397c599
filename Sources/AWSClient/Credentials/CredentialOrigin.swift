package import Values

/// Where an identity's credentials come from, as the configuration says.
indirect enum CredentialOrigin: Sendable {
    case keys(AWSCredentials)
    case webIdentity(WebIdentity)
    case role(RoleRequest, by: CredentialOrigin)
    /// - Parameter profile: who asks for it, for messages.
    case process(command: Secret, profile: String)
    case signIn(SignIn)
    case container(ContainerServer)
    case instance(InstanceServer)
}

/// A role that is taken on.
package struct RoleRequest: Sendable, Hashable {
    package let arn: String
    /// What the role's owner wants to hear.
    package var externalID: Secret?
    /// How AWS's logs call whoever has taken it on.
    package var name: String
    /// In seconds; nil leaves it to the role.
    package var duration: Int?

    package init(arn: String, externalID: Secret? = nil, name: String = "cadastre", duration: Int? = nil) {
        self.arn = arn
        self.externalID = externalID
        self.name = name
        self.duration = duration
    }
}

/// A role that a token in a file is good for, as on Kubernetes with IRSA.
struct WebIdentity: Sendable, Hashable {
    let role: String
    let tokenFile: String
    var name = "cadastre"
}

/// What somebody has signed in to with `aws sso login`.
struct SignIn: Sendable, Hashable {
    /// Of the profile, for messages.
    let profile: String
    /// What the cache is named after: the session or the start page.
    let cacheKey: String
    let region: String
    let account: String
    let role: String
    /// The folder in which the sign-in is kept.
    let cache: String
}
