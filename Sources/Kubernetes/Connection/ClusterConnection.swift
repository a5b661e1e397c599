package import Core
import Credentials
import HTTP
import Values

/// How to reach one API server, and as whom. Descriptions of it show no secret.
package struct ClusterConnection: Sendable {
    /// `https://host:port`, perhaps with a path, without a slash at its end.
    package let server: String
    /// The server is on this machine.
    let isLoopback: Bool
    let tls: TLSSettings
    let login: Login?
    let impersonation: Impersonation?
    /// The kubeconfig's; nil leaves it to the environment.
    let proxy: ProxyAddress?
    /// What a person should know of it, such as that the server's certificate is not verified.
    package let remarks: [Problem]

    /// - Parameters:
    ///   - authorityFile: PEM of the only authorities to trust; nil trusts the system's.
    ///   - tokenFile: a bearer token, read again while it is used; nil is anonymous.
    /// - Throws: `kubernetes.server` for an address that cannot be used, `kubernetes.file`.
    package init(server: String, authorityFile: String? = nil, tokenFile: String? = nil) throws(Problem) {
        if let tokenFile { _ = try FileContent.read(tokenFile) }
        try self.init(server: server, authorityFile, login: tokenFile.map { .tokenFile($0) })
    }

    /// As above, with tokens of somebody who makes them.
    package init(server: String, authorityFile: String? = nil, tokensOf issuer: TokenIssuer) throws(Problem) {
        try self.init(server: server, authorityFile, login: .issuer(issuer))
    }

    private init(server: String, _ authorityFile: String?, login: Login?) throws(Problem) {
        let authorities = try authorityFile.map { (path) throws(Problem) in
            try Material.file(path).certificates()
        }
        let place = "the Region's spec.kubernetes.server"
        try self.init(
            server: ServerAddress(server, at: place), tls: TLSSettings(authorities: authorities),
            login: login, named: place)
    }

    init(
        _ cluster: Kubeconfig.Cluster, _ user: Kubeconfig.User, plugins surroundings: Surroundings
    ) throws(Problem) {
        var tls = TLSSettings(authorities: try cluster.authorities?.certificates())
        tls.verifiesServer = !cluster.skipsVerification
        tls.serverName = cluster.serverName
        if let certificate = user.certificate, let key = user.key {
            tls.identity = TLSSettings.Identity(
                certificate: try certificate.certificates(), key: try key.key())
        }
        let login: Login? =
            switch user.login {
            case nil: nil
            case .token(let token): .token(token)
            case .tokenFile(let path): .tokenFile(path)
            case .exec(let settings):
                .plugin(
                    ExecPlugin(
                        settings, cluster: settings.wantsCluster ? cluster.forPlugins(tls.authorities) : nil,
                        in: surroundings))
            }
        try self.init(
            server: cluster.server, tls: tls, login: login, impersonation: user.impersonation,
            proxy: cluster.proxy?.address, named: cluster.place)
    }

    /// - Parameter place: where the address stands, for messages.
    private init(
        server address: ServerAddress, tls: TLSSettings, login: Login?, impersonation: Impersonation? = nil,
        proxy: ProxyAddress? = nil, named place: String
    ) throws(Problem) {
        let staysHere = address.isLoopback && proxy == nil
        guard address.isEncrypted || staysHere || (login == nil && impersonation == nil) else {
            throw Problem(
                "kubernetes.server", "the API server's address cannot be used",
                detail: "\(place): \(address.text) is not encrypted, and the token would travel in clear",
                help: "use an https:// address")
        }
        self.server = address.text
        isLoopback = address.isLoopback
        self.tls = tls
        self.login = login
        self.impersonation = impersonation
        self.proxy = proxy
        remarks = tls.verifiesServer ? [] : [Self.unverified(address.text)]
    }

    private static func unverified(_ server: String) -> Problem {
        Problem(
            "kubernetes.unverified-server", "the API server's certificate is not verified",
            detail: "the kubeconfig says insecure-skip-tls-verify for \(server): whoever sits between can "
                + "read the credentials and answer in its place",
            help: "put the cluster's authority into certificate-authority-data")
    }
}

extension ClusterConnection {
    /// From inside a pod, as its service account.
    ///
    /// - Parameter mount: where the kubelet puts the account's token and the cluster's authority.
    /// - Throws: `kubernetes.not-in-cluster`, `kubernetes.file`.
    package static func inCluster(
        environment: [String: String], mount: String = "/var/run/secrets/kubernetes.io/serviceaccount"
    ) throws(Problem) -> ClusterConnection {
        guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty else {
            throw Problem(
                "kubernetes.not-in-cluster", "this process runs in no cluster",
                detail: "spec.kubernetes says inCluster: true, and KUBERNETES_SERVICE_HOST is not set",
                help: "run it in a pod, or name a context or a server in the Region's spec.kubernetes")
        }
        let port = environment["KUBERNETES_SERVICE_PORT"] ?? "443"
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return try ClusterConnection(
            server: "https://\(name):\(port)", authorityFile: "\(mount)/ca.crt", tokenFile: "\(mount)/token")
    }
}

extension Kubeconfig.Cluster {
    /// As a plugin is told of it.
    fileprivate func forPlugins(_ authorities: [UInt8]?) -> Value {
        var fields: Fields = ["server": .string(server.text)]
        if let serverName { fields["tls-server-name"] = .string(serverName) }
        if skipsVerification { fields["insecure-skip-tls-verify"] = true }
        if let authorities { fields["certificate-authority-data"] = .string(Base64.encode(authorities)) }
        if let proxy { fields["proxy-url"] = .string(proxy.text.reveal()) }
        if let pluginSettings { fields["config"] = pluginSettings }
        return .object(fields)
    }
}
