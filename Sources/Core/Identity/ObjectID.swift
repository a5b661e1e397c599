/// What tells one object in the world from every other: scope, kind, namespace and name.
package struct ObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let scope: Scope
    /// A `Kind`'s name, such as `Deployment`.
    package let kind: String
    /// Empty for what has no namespace.
    package let namespace: String
    package let name: String

    package init(_ scope: Scope, _ kind: String, namespace: String = "", name: String) {
        self.scope = scope
        self.kind = kind
        self.namespace = namespace
        self.name = name
    }

    /// `Deployment parking-tenant-nordwind/parking-app`: what people read where the scope is clear.
    package var short: String { namespace.isEmpty ? "\(kind) \(name)" : "\(kind) \(namespace)/\(name)" }

    package var description: String { "\(short) in \(scope.region)" }

    package static func < (left: ObjectID, right: ObjectID) -> Bool {
        if left.scope != right.scope { return left.scope < right.scope }
        if left.namespace != right.namespace { return left.namespace < right.namespace }
        return (left.kind, left.name) < (right.kind, right.name)
    }
}
