import Core
import Values

/// What a server says it serves, as far as it was asked.
struct Catalog: Sendable {
    struct Resource: Hashable, Sendable {
        let plural: String
        let isNamespaced: Bool
        var isListable = true
    }

    /// The resources of one group and version, by kind.
    struct Version: Sendable {
        var resources: [String: Resource] = [:]
        /// An aggregated API server did not tell lately what it has: what is missing may be there.
        var isStale = false
    }

    /// By `group/version`, or `version` for the core group; nil: served, and not asked for yet.
    private(set) var versions: [String: Version?] = [:]
    /// The keys of `versions` in the server's order: of one group, what it prefers comes first.
    private(set) var keys: [String] = []

    static func key(_ group: String, _ version: String) -> String {
        group.isEmpty ? version : "\(group)/\(version)"
    }

    mutating func set(_ version: Version?, for key: String) {
        if versions.updateValue(version, forKey: key) == nil { keys.append(key) }
    }
}

// MARK: - The three forms in which servers tell

extension Catalog {
    /// `APIGroupDiscoveryList`, which tells all at once, or the older `APIVersions` and `APIGroupList`, which tell
    /// only the names of versions. Nil for anything else.
    init?(root tape: JSONTape) {
        let kind = tape.member("kind", of: tape.root).flatMap { tape.string(of: $0) }
        switch kind {
        case "APIGroupDiscoveryList":
            for group in tape.list("items", of: tape.root) {
                let name = tape.text("metadata", "name", of: group) ?? ""
                for version in tape.list("versions", of: group) {
                    guard let versionName = tape.text("version", of: version) else { continue }
                    set(Version(aggregated: version, of: tape), for: Self.key(name, versionName))
                }
            }
        case "APIVersions":
            for version in tape.list("versions", of: tape.root) {
                if let name = tape.string(of: version) { set(nil, for: name) }
            }
        case "APIGroupList":
            for group in tape.list("groups", of: tape.root) {
                for version in tape.list("versions", of: group) {
                    if let key = tape.text("groupVersion", of: version) {
                        set(nil, for: key)
                    }
                }
            }
        default: return nil
        }
    }
}

extension Catalog.Version {
    fileprivate init(aggregated version: JSONTape.Cursor, of tape: JSONTape) {
        isStale = tape.text("freshness", of: version) == "Stale"
        for resource in tape.list("resources", of: version) {
            guard let plural = tape.text("resource", of: resource),
                let kind = tape.text("responseKind", "kind", of: resource)
            else { continue }
            resources[kind] = Catalog.Resource(
                plural: plural, isNamespaced: tape.text("scope", of: resource) == "Namespaced",
                isListable: tape.canList(resource))
        }
    }

    /// An `APIResourceList`; nil for anything else.
    init?(resourceList tape: JSONTape) {
        guard tape.text("kind", of: tape.root) == "APIResourceList" else { return nil }
        for resource in tape.list("resources", of: tape.root) {
            guard let plural = tape.text("name", of: resource), let kind = tape.text("kind", of: resource),
                !plural.utf8.contains(UInt8(ascii: "/"))  // a subresource, such as deployments/scale
            else { continue }
            let isNamespaced = tape.member("namespaced", of: resource).map { tape.value(of: $0).bool == true }
            resources[kind] = Catalog.Resource(
                plural: plural, isNamespaced: isNamespaced ?? false, isListable: tape.canList(resource))
        }
    }
}

extension JSONTape {
    func text(_ key: String, of cursor: Cursor) -> String? {
        member(key, of: cursor).flatMap { string(of: $0) }
    }

    func text(_ first: String, _ second: String, of cursor: Cursor) -> String? {
        member(first, second, of: cursor).flatMap { string(of: $0) }
    }

    fileprivate func canList(_ resource: Cursor) -> Bool {
        list("verbs", of: resource).contains { string(of: $0) == "list" }
    }

    /// The elements of a member; none where it is missing or null.
    func list(_ key: String, of cursor: Cursor) -> [Cursor] {
        member(key, of: cursor).map { Array(elements(of: $0)) } ?? []
    }
}
