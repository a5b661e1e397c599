package import Core
import Values

/// A set of fields that can be added to and taken from, where `FieldSet` can only be asked.
///
/// A node's key is written as in `fieldsV1`: `f:replicas`, `k:{"name":"app"}`. A node may be in the set itself,
/// or only lead to others that are.
package struct FieldTree: Hashable, Sendable {
    struct Child: Hashable, Sendable {
        let key: String
        var node: FieldTree
    }

    /// The place itself is in the set.
    var isMember: Bool
    /// Sorted by key, none of them empty.
    private(set) var children: [Child]

    package init() { self.init(isMember: false) }

    init(isMember: Bool, children: [Child] = []) {
        self.isMember = isMember
        self.children = children
        self.children.removeAll { $0.node.isEmpty }
        self.children.sort { $0.key < $1.key }
    }

    private init(isMember: Bool, sorted children: [Child]) {
        self.isMember = isMember
        self.children = children
    }

    static let leaf = FieldTree(isMember: true)

    package var isEmpty: Bool { !isMember && children.isEmpty }

    subscript(_ key: String) -> FieldTree? { children.first { $0.key == key }?.node }
}

extension FieldTree {
    package func union(_ other: FieldTree) -> FieldTree { combined(other) { $0 || $1 } }
    package func intersection(_ other: FieldTree) -> FieldTree { combined(other) { $0 && $1 } }
    package func subtracting(_ other: FieldTree) -> FieldTree { combined(other) { $0 && !$1 } }

    /// Both sets side by side; `isIn` says of each place whether it is in the result.
    private func combined(_ other: FieldTree, _ isIn: (Bool, Bool) -> Bool) -> FieldTree {
        if other.isEmpty { return isIn(true, false) ? self : FieldTree() }
        if isEmpty { return isIn(false, true) ? other : FieldTree() }
        var result: [Child] = []
        var (own, foreign) = (children[...], other.children[...])
        func add(_ key: String, _ left: FieldTree, _ right: FieldTree) {
            let node = left.combined(right, isIn)
            if !node.isEmpty { result.append(Child(key: key, node: node)) }
        }
        while let left = own.first, let right = foreign.first {
            if left.key == right.key {
                add(left.key, left.node, right.node)
                own.removeFirst()
                foreign.removeFirst()
            } else if left.key < right.key {
                add(left.key, left.node, FieldTree())
                own.removeFirst()
            } else {
                add(right.key, FieldTree(), right.node)
                foreign.removeFirst()
            }
        }
        for left in own { add(left.key, left.node, FieldTree()) }
        for right in foreign { add(right.key, FieldTree(), right.node) }
        return FieldTree(isMember: isIn(isMember, other.isMember), sorted: result)
    }
}

extension FieldTree {
    /// Reads Kubernetes' notation.
    package init(_ set: FieldSet) { self.init(notation: set.fieldsV1) }

    /// The empty object stands for the place itself, except at the root, where it is the empty set.
    private init(notation: Value, isRoot: Bool = true) {
        guard let members = notation.fields, !members.isEmpty else {
            self.init(isMember: !isRoot)
            return
        }
        var isMember = false
        var children: [Child] = []
        for (key, value) in members {
            if key == "." {
                isMember = true
            } else {
                children.append(Child(key: key, node: FieldTree(notation: value, isRoot: false)))
            }
        }
        self.init(isMember: isMember, children: children)
    }

    package var fieldSet: FieldSet { FieldSet(fieldsV1: notation) }

    var notation: Value {
        var members: [(String, Value)] = isMember && !children.isEmpty ? [(".", [:])] : []
        for child in children { members.append((child.key, child.node.notation)) }
        return .object(Fields(members))
    }

    /// Writes `notation`.
    func write(to json: inout JSONAssembly) {
        json.object { json in
            if isMember && !children.isEmpty { json.member(".", .object(Fields())) }
            for child in children {
                json.key(child.key)
                child.node.write(to: &json)
            }
        }
    }
}
