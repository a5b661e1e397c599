import Core
import HTTP
import Values
import YAML

extension KubeconfigNode {
    func cluster() throws(Problem) -> Kubeconfig.Cluster {
        let server = try ServerAddress(required("server"), at: place)
        var cluster = Kubeconfig.Cluster(server: server, place: place)
        cluster.authorities = try material("certificate-authority")
        cluster.skipsVerification = try flag("insecure-skip-tls-verify")
        guard !cluster.skipsVerification || cluster.authorities == nil else {
            throw .kubeconfig(
                "\(place): \(name) has a certificate authority and insecure-skip-tls-verify: true, "
                    + "which contradict each other",
                help: "remove insecure-skip-tls-verify")
        }
        cluster.serverName = try serverName()
        cluster.proxy = try proxy()
        cluster.pluginSettings = try pluginSettings()
        return cluster
    }

    private func serverName() throws(Problem) -> String? {
        guard let name = try text("tls-server-name"), !name.isEmpty else { return nil }
        guard name.utf8.allSatisfy(Self.isNameByte) else {
            throw .kubeconfig(
                "\(place(of: "tls-server-name")): tls-server-name of \(self.name) is no name of a server")
        }
        return name
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// The text can hold a password, so that it is neither kept nor quoted.
    private func proxy() throws(Problem) -> Kubeconfig.Proxy? {
        guard let text = try text("proxy-url"), !text.isEmpty else { return nil }
        guard let address = ProxyAddress(text) else {
            throw .kubeconfig(
                "\(place(of: "proxy-url")): proxy-url of \(name) is no address of a proxy",
                help:
                    "write http://, https:// or socks5://, then host:port, with user:password@ before the host "
                    + "if the proxy wants them")
        }
        return Kubeconfig.Proxy(address: address, text: Secret(text))
    }

    /// What the cluster's entry says to credential plugins.
    private func pluginSettings() throws(Problem) -> Value? {
        for item in try list("extensions") where item["name"]?.text == Self.pluginExtension {
            guard let settings = item["extension"] else { return nil }
            guard let value = Value(settings) else {
                throw .kubeconfig(
                    "\(file.place(settings.origin)): the extension \(Self.pluginExtension) of \(name) has a value "
                        + "that JSON does not know")
            }
            return value
        }
        return nil
    }

    private static let pluginExtension = "\(ExecCredential.group)/exec"
}

extension Value {
    /// Nil where a scalar has no meaning in YAML's core schema.
    fileprivate init?(_ node: YAMLNode) {
        switch node.kind {
        case .mapping:
            let members = node.entries.map { ($0.key.text, Value($0.value)) }
            guard members.allSatisfy({ $0.1 != nil }) else { return nil }
            self = .object(Fields(members.map { ($0.0, $0.1 ?? .null) }))
        case .sequence:
            let items = node.items.map { Value($0) }
            guard items.allSatisfy({ $0 != nil }) else { return nil }
            self = .array(items.compactMap(\.self))
        case .scalar:
            switch try? node.scalar {
            case .null: self = .null
            case .bool(let flag): self = .bool(flag)
            case .int(let number): self = .int(number)
            case .float(let number): self = .double(number)
            case .string(let text): self = .string(text)
            case nil: return nil
            }
        }
    }
}
