import Core
import Values

/// The keys of `fieldsV1`.
enum FieldKey {
    static func member(_ name: String) -> String { "f:" + name }

    /// The element of an associative list, by those of its key fields that it has.
    static func item(_ element: Value, by keys: [String]) -> String {
        let fields = keys.sorted().compactMap { key in element[key: key].map { (key, $0) } }
        return "k:" + Value.object(Fields(fields)).jsonText
    }

    /// For people: `f:replicas` is `replicas`.
    static func path(_ keys: [String]) -> String {
        let nested = keys.reversed().reduce(Value.object(Fields())) { .object(Fields([($1, $0)])) }
        return FieldSet(fieldsV1: nested).leaves.first?.description ?? ""
    }
}

extension FieldTree {
    /// For people: every place in the set, in the notation's order.
    var paths: [String] {
        var result: [String] = []
        func visit(_ node: FieldTree, _ keys: [String]) {
            if node.isMember { result.append(FieldKey.path(keys)) }
            for child in node.children { visit(child.node, keys + [child.key]) }
        }
        visit(self, [])
        return result
    }
}
