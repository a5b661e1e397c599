import Core
import HTTP
import Values

/// Asks a server where it keeps kinds: two requests where it tells all at once, on older ones one more
/// for each group that matters.
struct Discovery: Sendable {
    let server: APIServer

    private static let accept =
        ["v2", "v2beta1"].map {
            "application/json;g=apidiscovery.k8s.io;v=\($0);as=APIGroupDiscoveryList,"
        }.joined() + "application/json"

    /// By the kinds' names, an entry for each.
    func find(_ kinds: [Kind]) async throws(CancellationError) -> [String: Discovered] {
        let groups = Dictionary(grouping: kinds, by: \.group)
        return try await withCancellation {
            try await withThrowingTaskGroup(of: [String: Discovered].self) { tasks in
                // The core group has a directory of its own.
                let named = groups.filter { !$0.key.isEmpty }
                if let core = groups[""] { tasks.addTask { try await find(["": core], in: "/api") } }
                if !named.isEmpty { tasks.addTask { try await find(named, in: "/apis") } }
                return try await tasks.reduce(into: [:]) { $0.merge($1) { _, new in new } }
            }
        }
    }

    private func find(_ groups: [String: [Kind]], in directory: String) async throws -> [String: Discovered] {
        do {
            let catalog = try await catalog(directory)
            return try await withThrowingTaskGroup(of: [String: Discovered].self) { tasks in
                for kinds in groups.values { tasks.addTask { try await resolve(kinds, in: catalog) } }
                return try await tasks.reduce(into: [:]) { $0.merge($1) { _, new in new } }
            }
        } catch let problem as Problem {
            let names = groups.values.joined().map { ($0.name, Discovered.failed(problem)) }
            // Two groups may have a kind of the same name.
            return Dictionary(names) { first, _ in first }
        }
    }

    private func catalog(_ directory: String) async throws -> Catalog {
        var call = APICall(directory, to: "ask which kinds of objects there are")
        call.accept = Self.accept
        guard let catalog = Catalog(root: try await server.tape(call)) else {
            throw Problem.unreadable(call, "it is no list of API groups")
        }
        return catalog
    }

    /// Everything that can be in a namespace and can be listed, each kind of a group in the version that the server
    /// prefers.
    ///
    /// - Throws: a `Problem`: what is not known cannot be ruled out.
    func everythingNamespaced() async throws -> [ServedKind] {
        var found: [ServedKind] = []
        for directory in ["/api", "/apis"] {
            let catalog = try await catalog(directory)
            var seen: Set<[String]> = []
            for key in catalog.keys {
                let group = directory == "/api" ? "" : key.split(separator: "/").first.map(String.init) ?? ""
                let known = catalog.versions[key] ?? nil
                let version: Catalog.Version
                if let known {
                    version = known
                } else {
                    version = try await resources(key, isCore: group.isEmpty)
                }
                if version.isStale { throw stale(key, "what is in the namespace") }
                for (name, resource) in version.resources.sorted(by: { $0.key < $1.key })
                where resource.isNamespaced && resource.isListable && seen.insert([group, name]).inserted {
                    found.append(
                        ServedKind(
                            kind: Kind(
                                name, group: group, versions: [String(key.split(separator: "/").last ?? "")]),
                            apiVersion: key, resource: resource.plural, isNamespaced: true))
                }
            }
        }
        return found
    }

    /// Kinds of one group: the newest version first, and older ones only for what is not in it.
    private func resolve(_ kinds: [Kind], in catalog: Catalog) async throws -> [String: Discovered] {
        var catalog = catalog
        var found: [String: Discovered] = [:]
        for kind in kinds {
            do {
                found[kind.name] = try await resolve(kind, in: &catalog)
            } catch let problem as Problem {
                found[kind.name] = .failed(problem)
            }
        }
        return found
    }

    private func resolve(_ kind: Kind, in catalog: inout Catalog) async throws -> Discovered {
        var staleVersion: String?
        for name in kind.versions {
            let key = Catalog.key(kind.group, name)
            guard let known = catalog.versions[key] else { continue }
            let version: Catalog.Version
            if let known {
                version = known
            } else {
                version = try await resources(key, isCore: kind.group.isEmpty)
                catalog.set(version, for: key)
            }
            if let resource = version.resources[kind.name] {
                return .served(
                    ServedKind(
                        kind: kind, apiVersion: key, resource: resource.plural,
                        isNamespaced: resource.isNamespaced))
            }
            if version.isStale { staleVersion = key }
        }
        guard let staleVersion else { return .notServed }
        return .failed(stale(staleVersion, "whether \(kind.name) is served"))
    }

    private func stale(_ version: String, _ question: String) -> Problem {
        Problem(
            "kubernetes.stale", "an extension API server does not answer",
            detail: "\(question) cannot be told: nothing new is known of \(version)",
            help: "see with `kubectl get apiservices` which one, and bring it up again", isRetryable: true)
    }

    private func resources(_ key: String, isCore: Bool) async throws -> Catalog.Version {
        let call = APICall((isCore ? "/api/" : "/apis/") + key, to: "ask which kinds of objects \(key) has")
        let response = try await server.send(call, accepting: [404])
        // Gone since the directory was read.
        guard response.status != 404 else { return Catalog.Version() }
        let tape = try APIServer.tape(of: response, to: call)
        guard let version = Catalog.Version(resourceList: tape) else {
            throw Problem.unreadable(call, "it is no list of resources")
        }
        return version
    }
}
