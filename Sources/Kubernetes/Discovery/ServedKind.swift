import Core
import HTTP

/// Where a server keeps the objects of a kind.
struct ServedKind: Hashable, Sendable {
    let kind: Kind
    /// `apps/v1`, or `v1` for the core group: the newest version that both sides know.
    let apiVersion: String
    /// The plural in paths, such as `networkpolicies`.
    let resource: String
    let isNamespaced: Bool

    /// All objects of the kind, in one namespace or, where that is empty, in all.
    func path(namespace: String = "") -> String {
        let root = kind.group.isEmpty ? "/api/" : "/apis/"
        guard isNamespaced, !namespace.isEmpty else { return "\(root)\(apiVersion)/\(resource)" }
        return "\(root)\(apiVersion)/namespaces/\(PercentEncoding.encode(namespace))/\(resource)"
    }

    func path(of id: ObjectID) -> String {
        "\(path(namespace: id.namespace))/\(PercentEncoding.encode(id.name))"
    }
}

/// What became of the question whether a kind is served.
enum Discovered: Sendable {
    case served(ServedKind)
    case notServed
    case failed(Problem)
}
