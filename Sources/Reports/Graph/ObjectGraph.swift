package import Core

/// Objects and what they need of each other, by region and namespace, in one order whatever order they come in.
package struct ObjectGraph: Sendable {
    struct Region {
        let name: String
        /// The empty name is of what has no namespace.
        let namespaces: [(name: String, nodes: [Node])]
    }

    struct Node {
        /// `n12`: names of objects have signs in them that mean something to readers of graphs.
        let key: String
        let id: ObjectID
    }

    let title: String
    let regions: [Region]
    /// From what needs to what is needed, by the nodes' keys.
    let edges: [(from: String, to: String)]

    /// - Parameter selection: what is drawn; what is needed and not among it is left out.
    package init(_ blueprint: Blueprint, selection: Selection = .all) {
        let selected = blueprint.objects.filter { selection.includes($0.id, of: $0.owner) }
        let objects = Dictionary(selected.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let nodes = objects.keys.sorted().enumerated().map { Node(key: "n\($0)", id: $1) }
        let keys = Dictionary(nodes.map { ($0.id, $0.key) }, uniquingKeysWith: { first, _ in first })
        title = blueprint.fleet
        regions = Dictionary(grouping: nodes, by: \.id.scope).sorted { $0.key < $1.key }.map { scope, nodes in
            let namespaces = Dictionary(grouping: nodes) { node in
                // A namespace is drawn around itself.
                node.id.kind == "Namespace" ? node.id.name : node.id.namespace
            }
            return Region(
                name: scope.region, namespaces: namespaces.sorted { $0.key < $1.key }.map { ($0, $1) })
        }
        edges = nodes.flatMap { node in
            Set(objects[node.id]?.needs ?? []).sorted().compactMap { need in
                keys[need].map { (node.key, $0) }
            }
        }
    }
}
