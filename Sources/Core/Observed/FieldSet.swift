package import Values

/// A set of fields, kept in Kubernetes' own notation (`fieldsV1`): nested objects whose keys name a member
/// (`f:replicas`), an element of an associative list (`k:{"name":"app"}`), of a set (`v:"x"`) or of a list by
/// position (`i:0`); the key `.` says that the place itself is in the set.
package struct FieldSet: Hashable, Sendable {
    package let fieldsV1: Value

    package init(fieldsV1: Value) { self.fieldsV1 = fieldsV1 }

    package static let empty = FieldSet(fieldsV1: .object(Fields()))

    /// Whether the field at `path`, or any field under it, is in the set.
    package func touches(_ path: FieldPath) -> Bool {
        var node = fieldsV1
        guard node.fields?.isEmpty == false else { return false }
        for element in path.elements {
            // A leaf of the set stands for all that is below it: an atomic list or a whole object.
            if node.fields?.isEmpty ?? true { return true }
            guard let next = Self.member(of: node, for: element) else { return false }
            node = next
        }
        return true
    }

    /// Fields of the set that `value` does not have, in the notation's order. An element of an associative list
    /// that is in the set itself, and is not there at all, is one field and not one for each of its members.
    package func fields(missingIn value: Value) -> [FieldPath] {
        var result: [FieldPath] = []
        func visit(_ node: Value, _ value: Value?, _ path: [FieldPath.Element]) {
            let members = (node.fields ?? Fields()).compactMap { key, child in
                Self.element(of: key).map { (element: $0, child: child) }
            }
            if members.isEmpty {
                if value == nil, !path.isEmpty { result.append(FieldPath(path)) }
                return
            }
            if value == nil, case .item? = path.last, node[key: "."] != nil {
                result.append(FieldPath(path))
                return
            }
            for (element, child) in members {
                visit(child, value?[at: FieldPath([element])], path + [element])
            }
        }
        visit(fieldsV1, value, [])
        return result
    }

    /// Every field that has no field of the set below it, in the notation's order.
    package var leaves: [FieldPath] {
        var result: [FieldPath] = []
        func visit(_ node: Value, _ path: [FieldPath.Element]) {
            guard let members = node.fields, !members.isEmpty else {
                if !path.isEmpty { result.append(FieldPath(path)) }
                return
            }
            var isBranch = false
            for (key, value) in members {
                guard let element = Self.element(of: key) else { continue }
                isBranch = true
                visit(value, path + [element])
            }
            if !isBranch, !path.isEmpty { result.append(FieldPath(path)) }
        }
        visit(fieldsV1, [])
        return result
    }

    /// The field that the one at `path` is only a part of: a list without keys, or a map that the server knows as a whole;
    /// nil where the set holds none.
    package func whole(around path: FieldPath) -> FieldPath? {
        var node = fieldsV1
        for (place, element) in path.elements.enumerated() {
            if place > 0, node.fields?.isEmpty ?? true {
                return FieldPath(Array(path.elements.prefix(place)))
            }
            guard let next = Self.member(of: node, for: element) else { return nil }
            node = next
        }
        return nil
    }

    /// Without the field at `path` and all that is under it. Of what is only in the set as a whole, no part can go.
    package func removing(_ path: FieldPath) -> FieldSet {
        FieldSet(fieldsV1: Self.removing(path.elements[...], from: fieldsV1) ?? .object(Fields()))
    }

    /// nil where nothing is left.
    private static func removing(_ path: ArraySlice<FieldPath.Element>, from node: Value) -> Value? {
        guard let step = path.first else { return nil }
        guard let members = node.fields, !members.isEmpty else { return node }
        let rest = members.compactMap { key, child -> (String, Value)? in
            guard let own = element(of: key), own.matches(step) else { return (key, child) }
            return removing(path.dropFirst(), from: child).map { (key, $0) }
        }
        return rest.isEmpty ? nil : .object(Fields(rest))
    }

    private static func member(of node: Value, for element: FieldPath.Element) -> Value? {
        // The common case, without reading every key.
        if case .key(let key) = element { return node[key: "f:\(key)"] }
        return node.fields?.first { key, _ in Self.element(of: key)?.matches(element) ?? false }?
            .value
    }

    /// The element that a key of the notation names; nil for `.` and for what we do not know.
    private static func element(of key: String) -> FieldPath.Element? {
        let text = key.dropFirst(2)
        if key.hasPrefix("f:") { return .key(String(text)) }
        if key.hasPrefix("i:") { return Int(text).map(FieldPath.Element.index) }
        guard let value = try? Value(json: Array(text.utf8)) else { return nil }
        if key.hasPrefix("v:") { return .value(value) }
        guard key.hasPrefix("k:"), let keys = value.fields else { return nil }
        return .item(keys.map { FieldPath.Selector($0.key, $0.value) })
    }
}
