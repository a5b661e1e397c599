/// What tells one object in the world from every other: scope, kind, namespace and name.
///
/// A value, and a class: a plan holds each of hundreds of thousands in several places, and looks them up more often
/// than it makes them.
package final class ObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let scope: Scope
    /// A `Kind`'s name, such as `Deployment`.
    package let kind: String
    /// Empty for what has no namespace.
    package let namespace: String
    package let name: String
    private let hash: Int

    package init(_ scope: Scope, _ kind: String, namespace: String = "", name: String) {
        self.scope = scope
        self.kind = kind
        self.namespace = namespace
        self.name = name
        var hasher = Hasher()
        hasher.combine(scope.region)
        hasher.combine(kind)
        hasher.combine(namespace)
        hasher.combine(name)
        hash = hasher.finalize()
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(hash) }

    package static func == (left: ObjectID, right: ObjectID) -> Bool {
        left === right
            || (left.hash == right.hash && left.name == right.name && left.namespace == right.namespace
                && left.kind == right.kind && left.scope == right.scope)
    }

    /// `Deployment parking-tenant-nordwind/parking-app`: what people read where the scope is clear.
    package var short: String { namespace.isEmpty ? "\(kind) \(name)" : "\(kind) \(namespace)/\(name)" }

    /// Of what `short` gave; nil of anything else.
    package convenience init?(short: String, in scope: Scope) {
        guard let space = short.firstIndex(of: " ") else { return nil }
        let path = short[short.index(after: space)...].split(
            separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = path.last, !name.isEmpty else { return nil }
        self.init(
            scope, String(short[..<space]), namespace: path.count == 2 ? String(path[0]) : "",
            name: String(name))
    }

    package var description: String { "\(short) in \(scope.region)" }

    package static func < (left: ObjectID, right: ObjectID) -> Bool {
        if left.scope != right.scope { return left.scope < right.scope }
        if left.namespace != right.namespace { return left.namespace < right.namespace }
        return (left.kind, left.name) < (right.kind, right.name)
    }
}
