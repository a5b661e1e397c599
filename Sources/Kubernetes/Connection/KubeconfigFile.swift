import Core
import Diagnostics
import YAML

/// One kubeconfig file on its way to a `Kubeconfig`.
///
/// No message quotes the file: the line of a mistake may be the line of a token.
struct KubeconfigFile {
    let path: String
    let bytes: [UInt8]

    func read() throws(Problem) -> Kubeconfig {
        let documents: [YAMLNode]
        do {
            documents = try YAMLTree.parse(bytes, file: FileID(0)).documents
        } catch {
            throw .kubeconfig(
                "\(error.origin.map(place) ?? path) is not valid YAML (\(error.code))",
                help: "the line is not shown because a kubeconfig holds secrets; look at it in an editor")
        }
        var config = Kubeconfig()
        guard let root = documents.first else { return config }
        guard documents.count == 1, root.kind == .mapping else {
            throw .kubeconfig("\(path) is no kubeconfig: it has to be one YAML mapping")
        }
        let top = KubeconfigNode(file: self, node: root, name: "the file")
        config.currentContext = try top.text("current-context").flatMap { $0.isEmpty ? nil : $0 }
        config.contexts = try entries("contexts", "context", of: root) { node throws(Problem) in
            Kubeconfig.Context(
                cluster: try node.required("cluster"),
                user: try node.text("user").flatMap { $0.isEmpty ? nil : $0 })
        }
        config.clusters = try entries("clusters", "cluster", of: root) { node throws(Problem) in
            try node.cluster()
        }
        config.users = try entries("users", "user", of: root) { node throws(Problem) in try node.user() }
        return config
    }

    func place(_ origin: Origin) -> String { "\(path):\(origin.line):\(origin.column)" }

    /// A relative path in a kubeconfig starts at the kubeconfig.
    func resolve(_ name: String) -> String {
        guard !name.hasPrefix("/"), let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
            return name
        }
        return String(path[...slash]) + name
    }

    /// A list of `{name: …, <noun>: {…}}` by name.
    private func entries<Entry>(
        _ list: String, _ noun: String, of root: YAMLNode,
        _ read: (KubeconfigNode) throws(Problem) -> Entry
    ) throws(Problem) -> [String: Result<Entry, Problem>] {
        var entries: [String: Result<Entry, Problem>] = [:]
        guard let items = root[list], !isNull(items) else { return entries }
        guard items.kind == .sequence else {
            throw .kubeconfig("\(place(items.origin)): \(list) has to be a list")
        }
        for item in items.items {
            guard let name = item["name"]?.text, !name.isEmpty else {
                throw .kubeconfig("\(place(item.origin)): this \(noun) has no name")
            }
            guard entries[name] == nil else {
                throw .kubeconfig(
                    "\(place(item.origin)): there are two \(noun)s '\(name)' in this file",
                    help: "remove one of them")
            }
            let title = "\(noun) '\(name)'"
            guard let content = item[noun], content.kind == .mapping else {
                entries[name] = .failure(
                    .kubeconfig("\(place(item.origin)): \(title) has no mapping '\(noun)'"))
                continue
            }
            do throws(Problem) {
                entries[name] = .success(try read(KubeconfigNode(file: self, node: content, name: title)))
            } catch {
                entries[name] = .failure(error)
            }
        }
        return entries
    }

    /// kubectl writes null for a list that it has emptied.
    private func isNull(_ node: YAMLNode) -> Bool {
        node.isPlain && ["", "~", "null", "Null", "NULL"].contains(node.text)
    }
}
