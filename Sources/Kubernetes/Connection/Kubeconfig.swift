package import Core
package import Credentials
import Diagnostics
import HTTP
import Values

/// What kubeconfig files say: clusters, users, and contexts that join one of each.
///
/// Entries are read when the file is, but what is wrong with one only matters to whoever uses it: a
/// kubeconfig collects entries of many years.
package struct Kubeconfig: Sendable {
    /// The context to use where none is named.
    package internal(set) var currentContext: String?
    var contexts: [String: Result<Context, Problem>] = [:]
    var clusters: [String: Result<Cluster, Problem>] = [:]
    var users: [String: Result<User, Problem>] = [:]
    /// The files it was read from, for messages.
    private(set) var files: [String] = []

    /// Reads the files in this order; of what two of them define, the first definition counts, as for kubectl.
    ///
    /// - Parameter paths: as `paths(environment:)` gives them. Those that are not there are passed over.
    /// - Throws: `kubernetes.kubeconfig` with the place, never with the text there: it may be a secret.
    package init(reading paths: [String]) throws(Problem) {
        for path in paths {
            guard let bytes = try FileContent.read(ifThere: path) else { continue }
            let file = try KubeconfigFile(path: path, bytes: bytes).read()
            currentContext = currentContext ?? file.currentContext
            contexts.merge(file.contexts) { first, _ in first }
            clusters.merge(file.clusters) { first, _ in first }
            users.merge(file.users) { first, _ in first }
            files.append(path)
        }
        guard !files.isEmpty else {
            throw .kubeconfig(
                "there is no kubeconfig: looked for \(paths.joined(separator: ", "))",
                help: "set KUBECONFIG to the file's path, or name the server in the Region's spec.kubernetes")
        }
    }

    /// An empty one, for a reader to fill.
    init() {}

    /// Where kubectl would look: the files of `KUBECONFIG`, or else `~/.kube/config`.
    package static func paths(environment: [String: String]) -> [String] {
        let listed = (environment["KUBECONFIG"] ?? "").split(separator: ":").map(String.init)
        guard listed.isEmpty else { return listed }
        return [(environment["HOME"] ?? "") + "/.kube/config"]
    }

    /// The connection that a context stands for, or the current one.
    ///
    /// - Parameter surroundings: of the program that gives the credentials, where there is one.
    /// - Throws: `kubernetes.kubeconfig`, or `kubernetes.kubeconfig-unsupported` for ways of authentication
    ///   that are not spoken here.
    package func connection(
        context name: String? = nil,
        plugins surroundings: Surroundings = Surroundings(environment: [:]) { _ in }
    ) throws(Problem) -> ClusterConnection {
        guard let name = name ?? currentContext else {
            throw .kubeconfig(
                "\(place) has no current-context, and no context was asked for",
                help: "name a context in the Region's spec.kubernetes.context")
        }
        let context = try entry(name, of: contexts, called: "context")
        let cluster = try entry(context.cluster, of: clusters, called: "cluster", by: name)
        let user =
            try context.user.map { (user) throws(Problem) in
                try entry(user, of: users, called: "user", by: name)
            } ?? User()
        return try ClusterConnection(cluster, user, plugins: surroundings)
    }

    private func entry<Entry>(
        _ name: String, of entries: [String: Result<Entry, Problem>], called noun: String,
        by context: String? = nil
    ) throws(Problem) -> Entry {
        if let entry = entries[name] { return try entry.get() }
        let meant = Suggestion.closest(to: name, among: entries.keys).map { "did you mean '\($0)'? " } ?? ""
        let known = entries.keys.sorted().joined(separator: ", ")
        throw .kubeconfig(
            "\(place) has no \(noun) '\(name)'" + (context.map { ", which context '\($0)' names" } ?? ""),
            help: meant + (known.isEmpty ? "there are no \(noun)s in it" : "its \(noun)s are: \(known)"))
    }

    private var place: String { files.joined(separator: ", ") }
}

extension Kubeconfig {
    struct Context: Sendable {
        let cluster: String
        let user: String?
    }

    struct Cluster: Sendable {
        var server: ServerAddress
        var authorities: Material?
        var skipsVerification = false
        var serverName: String?
        var proxy: Proxy?
        /// What credential plugins are told besides.
        var pluginSettings: Value?
        /// Of the entry, `path:line:column`.
        var place: String
    }

    struct Proxy: Sendable {
        let address: ProxyAddress
        /// As it is written: with the password, if it has one.
        let text: Secret
    }

    struct User: Sendable {
        enum Login: Sendable {
            case token(Secret)
            case tokenFile(String)
            case exec(ExecPlugin.Settings)
        }

        var certificate: Material?
        var key: KeyMaterial?
        var login: Login?
        var impersonation: Impersonation?
    }
}

extension Problem {
    static func kubeconfig(
        _ detail: String, help: String = "correct the kubeconfig in that place"
    ) -> Problem {
        Problem("kubernetes.kubeconfig", "the kubeconfig cannot be used", detail: detail, help: help)
    }

    static func unsupported(_ detail: String, help: String) -> Problem {
        Problem(
            "kubernetes.kubeconfig-unsupported", "the kubeconfig asks for what is not supported",
            detail: detail, help: help)
    }
}
