import Core
import Diagnostics
import HTTP
import Values
import YAML

/// One mapping of a kubeconfig, and how messages call it.
struct KubeconfigNode {
    let file: KubeconfigFile
    let node: YAMLNode
    /// Such as `user 'admin'`.
    let name: String

    var place: String { file.place(node.origin) }

    /// Of a key's value.
    private func place(of key: String) -> String { node[key].map { file.place($0.origin) } ?? place }

    /// A text as it is written; nil when the key is missing or its value is null.
    func text(_ key: String) throws(Problem) -> String? {
        guard let value = node[key] else { return nil }
        guard value.kind == .scalar else {
            throw .kubeconfig("\(file.place(value.origin)): \(key) of \(name) has to be a text")
        }
        if value.isPlain, ["", "~", "null", "Null", "NULL"].contains(value.text) { return nil }
        return value.text
    }

    func required(_ key: String) throws(Problem) -> String {
        guard let text = try text(key), !text.isEmpty else {
            throw .kubeconfig("\(place): \(name) has no \(key)")
        }
        return text
    }

    func cluster() throws(Problem) -> Kubeconfig.Cluster {
        try refuse(
            "tls-server-name", because: "the server's certificate has to be for the name in its address",
            help: "use a name in the address that the certificate is for")
        try refuse(
            "proxy-url", because: "it is not read", help: "set https_proxy and no_proxy in the environment")
        let server = try ServerAddress(required("server"), at: place)
        var cluster = Kubeconfig.Cluster(server: server, place: place)
        cluster.authorities = try material("certificate-authority")
        switch try text("insecure-skip-tls-verify") {
        case "true": cluster.skipsVerification = true
        case "false", nil: break
        default:
            throw .kubeconfig("\(place): insecure-skip-tls-verify of \(name) has to be true or false")
        }
        guard !cluster.skipsVerification || cluster.authorities == nil else {
            throw .kubeconfig(
                "\(place): \(name) has a certificate authority and insecure-skip-tls-verify: true, "
                    + "which contradict each other",
                help: "remove insecure-skip-tls-verify")
        }
        return cluster
    }

    func user() throws(Problem) -> Kubeconfig.User {
        try refuse("exec", because: "no programs are run to get credentials")
        try refuse("auth-provider", because: "Kubernetes removed these in 1.26")
        for key in ["username", "password"] {
            try refuse(key, because: "API servers have not taken passwords since 1.19")
        }
        for key in ["as", "as-uid", "as-groups", "as-user-extra"] {
            try refuse(key, because: "acting as somebody else is not supported")
        }
        var user = Kubeconfig.User()
        user.certificate = try material("client-certificate")
        if let data = try data("client-key-data") {
            user.key = .pem(try KeyMaterial.key(data, in: "\(place(of: "client-key-data")): its base64 data"))
        } else {
            user.key = try path("client-key").map { .file($0) }
        }
        // As for kubectl, a file wins over a token that stands here.
        if let path = try path("tokenFile") {
            user.token = .file(path)
        } else {
            user.token = try token().map { .fixed($0) }
        }
        guard (user.certificate == nil) == (user.key == nil) else {
            throw .kubeconfig(
                "\(place): \(name) needs both a client-certificate and a client-key, or neither")
        }
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

    /// `<key>-data` or else the file that `<key>` names.
    private func material(_ key: String) throws(Problem) -> Material? {
        if let data = try data("\(key)-data") { return .pem(data) }
        return try path(key).map { .file($0) }
    }

    private func path(_ key: String) throws(Problem) -> String? {
        try text(key).flatMap { $0.isEmpty ? nil : file.resolve($0) }
    }

    private func data(_ key: String) throws(Problem) -> [UInt8]? {
        guard let text = try text(key), !text.isEmpty else { return nil }
        guard let bytes = Base64.decode(text) else {
            throw .kubeconfig("\(place(of: key)): \(key) of \(name) is not base64")
        }
        return bytes
    }

    private func refuse(
        _ key: String, because reason: String,
        help: String = "use a client certificate, a token or a tokenFile, for instance of a service account"
    ) throws(Problem) {
        guard let value = node[key] else { return }
        if value.kind == .scalar, try text(key) ?? "" == "" { return }
        throw .unsupported(
            "\(file.place(value.origin)): \(name) has \(key), and \(reason)",
            help: help)
    }
}
