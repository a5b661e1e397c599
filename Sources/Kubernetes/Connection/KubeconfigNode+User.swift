import Core
import HTTP
import Values
import YAML

extension KubeconfigNode {
    func user() throws(Problem) -> Kubeconfig.User {
        try refuse("auth-provider", because: "Kubernetes removed these in 1.26")
        for key in ["username", "password"] {
            try refuse(key, because: "API servers have not taken passwords since 1.19")
        }
        var user = Kubeconfig.User()
        user.certificate = try material("client-certificate")
        if let data = try data("client-key-data") {
            user.key = .pem(try KeyMaterial.key(data, in: "\(place(of: "client-key-data")): its base64 data"))
        } else {
            user.key = try path("client-key").map { .file($0) }
        }
        guard (user.certificate == nil) == (user.key == nil) else {
            throw .kubeconfig(
                "\(place): \(name) needs both a client-certificate and a client-key, or neither")
        }
        // As for kubectl, a file wins over a token that stands here, and both win over a plugin.
        if let path = try path("tokenFile") {
            user.login = .tokenFile(path)
        } else if let token = try token() {
            user.login = .token(token)
        } else if let exec = try mapping("exec") {
            user.login = .exec(try exec.plugin())
        }
        user.impersonation = try impersonation()
        return user
    }

    private func token() throws(Problem) -> Secret? {
        guard let text = try text("token"), !text.isEmpty else { return nil }
        guard text.utf8.allSatisfy({ 0x20 < $0 && $0 < 0x7F }) else {
            throw .kubeconfig(
                "\(place(of: "token")): token of \(name) has a line break, a space or another character "
                    + "that no token has",
                help: "write the token on one line, as it was issued")
        }
        return Secret(text)
    }

    /// Whom the API server shall take us for: the keys that begin with `as`.
    private func impersonation() throws(Problem) -> Impersonation? {
        let uid = try oneLine("as-uid")
        let groups = try texts("as-groups")
        let extra = try mapping("as-user-extra")
        guard let user = try oneLine("as") else {
            guard uid == nil, groups.isEmpty, extra == nil else {
                throw .kubeconfig(
                    "\(place): \(name) has as-uid, as-groups or as-user-extra, and no as to say whose they are",
                    help: "add as with the user's name, or remove the others")
            }
            return nil
        }
        var result = Impersonation(user: user, uid: uid, groups: groups)
        if let extra {
            for (key, _) in extra.node.entries {
                result.extra.append((key.text, try extra.texts(key.text)))
            }
        }
        guard (groups + result.extra.flatMap(\.values)).allSatisfy(Self.isOneLine) else {
            throw .kubeconfig("\(place): a group or an extra of \(name) has a line break")
        }
        return result
    }

    /// What has to fit a header of a request.
    private func oneLine(_ key: String) throws(Problem) -> String? {
        guard let text = try text(key), !text.isEmpty else { return nil }
        guard Self.isOneLine(text) else {
            throw .kubeconfig("\(place(of: key)): \(key) of \(name) has a line break")
        }
        return text
    }

    private static func isOneLine(_ text: String) -> Bool {
        !text.utf8.contains { $0 == 0 || $0 == 10 || $0 == 13 }
    }
}

// MARK: - Plugins

extension KubeconfigNode {
    /// Of a user's `exec`.
    fileprivate func plugin() throws(Problem) -> ExecPlugin.Settings {
        let version = try required("apiVersion")
        guard ["v1", "v1beta1"].map({ "\(ExecCredential.group)/\($0)" }).contains(version) else {
            throw .unsupported(
                "\(place(of: "apiVersion")): \(name) has a plugin of a version that is not spoken",
                help: "use a plugin of \(ExecCredential.group)/v1 or \(ExecCredential.group)/v1beta1")
        }
        try checkInteraction(isRequired: version.hasSuffix("/v1"))
        let command = try required("command")
        // As for kubectl, a path starts at the kubeconfig, and a name is looked for in PATH.
        let isPath = command.utf8.contains(UInt8(ascii: "/"))
        var settings = ExecPlugin.Settings(
            command: isPath ? file.resolve(command) : command, apiVersion: version,
            asker: "\(name) (\(place))")
        settings.arguments = try texts("args").map { Secret($0) }
        settings.variables = try list("env").map { (item) throws(Problem) in
            let variable = KubeconfigNode(file: file, node: item, name: "a variable of \(name)")
            return (try variable.required("name"), Secret(try variable.text("value") ?? ""))
        }
        settings.installHint = try text("installHint").flatMap { $0.isEmpty ? nil : $0 }
        settings.wantsCluster = try flag("provideClusterInfo")
        return settings
    }

    /// - Parameter isRequired: since v1 it has to be said.
    private func checkInteraction(isRequired: Bool) throws(Problem) {
        switch try text("interactiveMode") {
        case "Never", "IfAvailable": return
        case "Always":
            throw .unsupported(
                "\(place(of: "interactiveMode")): the plugin of \(name) always asks a person, and nobody is asked here",
                help:
                    "use a plugin that can do without (interactiveMode: IfAvailable), or a token or tokenFile"
            )
        case nil where !isRequired: return
        default:
            throw .kubeconfig(
                "\(place(of: "interactiveMode")): interactiveMode of \(name) has to be Never, IfAvailable or Always"
            )
        }
    }
}
