import Core
import Diagnostics
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
    func place(of key: String) -> String { node[key].map { file.place($0.origin) } ?? place }

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

    func flag(_ key: String) throws(Problem) -> Bool {
        switch try text(key) {
        case "true": return true
        case "false", nil: return false
        default: throw .kubeconfig("\(place(of: key)): \(key) of \(name) has to be true or false")
        }
    }

    /// The items of a list; none when the key is missing or its value is null.
    func list(_ key: String) throws(Problem) -> [YAMLNode] {
        guard let value = node[key], try !isNull(value, key) else { return [] }
        guard value.kind == .sequence else {
            throw .kubeconfig("\(file.place(value.origin)): \(key) of \(name) has to be a list")
        }
        return Array(value.items)
    }

    func texts(_ key: String) throws(Problem) -> [String] {
        try list(key).map { (item) throws(Problem) in
            guard item.kind == .scalar else {
                throw .kubeconfig(
                    "\(file.place(item.origin)): every item of \(key) of \(name) has to be a text")
            }
            return item.text
        }
    }

    /// Nil when the key is missing or its value is null.
    func mapping(_ key: String) throws(Problem) -> KubeconfigNode? {
        guard let value = node[key], try !isNull(value, key) else { return nil }
        guard value.kind == .mapping else {
            throw .kubeconfig("\(file.place(value.origin)): \(key) of \(name) has to be a mapping")
        }
        return KubeconfigNode(file: file, node: value, name: name)
    }

    private func isNull(_ value: YAMLNode, _ key: String) throws(Problem) -> Bool {
        value.kind == .scalar ? try text(key) == nil : false
    }

    /// `<key>-data` or else the file that `<key>` names.
    func material(_ key: String) throws(Problem) -> Material? {
        if let data = try data("\(key)-data") { return .pem(data) }
        return try path(key).map { .file($0) }
    }

    func path(_ key: String) throws(Problem) -> String? {
        try text(key).flatMap { $0.isEmpty ? nil : file.resolve($0) }
    }

    func data(_ key: String) throws(Problem) -> [UInt8]? {
        guard let text = try text(key), !text.isEmpty else { return nil }
        guard let bytes = Base64.decode(text) else {
            throw .kubeconfig("\(place(of: key)): \(key) of \(name) is not base64")
        }
        return bytes
    }

    func refuse(
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
