package import Diagnostics

/// A place in a `YAMLTree` to read from; cheap to copy. Aliases are followed: a node is never one itself.
package struct YAMLNode: Sendable {
    package enum Kind: Hashable, Sendable { case scalar, sequence, mapping }

    /// How the node is written; the first five are for scalars.
    package enum Style: UInt8, Hashable, Sendable {
        case plain, singleQuoted, doubleQuoted, literal, folded, block, flow
    }

    let storage: YAMLTree.Storage
    let index: Int

    init(_ storage: YAMLTree.Storage, _ index: Int) {
        self.storage = storage
        self.index = storage.resolved(index)
    }

    private var raw: RawNode { storage.nodes[index] }

    package var kind: Kind {
        switch raw.kind {
        case .sequence: .sequence
        case .mapping: .mapping
        case .scalar, .alias: .scalar
        }
    }

    package var style: Style { raw.style }

    /// The explicit tag, if it has one.
    package var tag: YAMLTag? { raw.tag }

    /// Where it is written: of something that an alias repeats, the place of the original.
    package var origin: Origin { storage.origin(of: index) }

    /// A scalar neither quoted nor a block.
    package var isPlain: Bool { raw.kind == .scalar && raw.style == .plain }

    /// The text of a scalar with quotes and escapes undone; empty for collections.
    package var text: String {
        raw.kind == .scalar ? String(decoding: storage.text(of: index), as: UTF8.self) : ""
    }

    /// The scalars' text as it lies in the tree, UTF-8; empty for collections.
    package var utf8: ArraySlice<UInt8> { raw.kind == .scalar ? storage.text(of: index) : [] }

    /// The entries of a mapping or the items of a sequence; 0 for scalars.
    package var count: Int {
        switch raw.kind {
        case .mapping: Int(raw.place) / 2
        case .sequence: Int(raw.place)
        case .scalar, .alias: 0
        }
    }

    /// The entries of a mapping in their order; none for other kinds. Every key is a scalar.
    package var entries: YAMLEntries {
        let isMapping = raw.kind == .mapping
        return YAMLEntries(storage: storage, position: index + 1, end: isMapping ? Int(raw.extent) : 0)
    }

    /// The items of a sequence in their order; none for other kinds.
    package var items: YAMLItems {
        let isSequence = raw.kind == .sequence
        return YAMLItems(storage: storage, position: index + 1, end: isSequence ? Int(raw.extent) : 0)
    }

    /// The value of the first entry with that key; nil without one, and for what is no mapping.
    package subscript(key: StaticString) -> YAMLNode? {
        key.withUTF8Buffer { wanted in
            for (key, value) in entries where key.utf8.count == wanted.count {
                if unsafe key.utf8.elementsEqual(wanted) { return value }
            }
            return nil
        }
    }

    /// The value of the first entry with that key; nil without one, and for what is no mapping.
    package subscript(key: String) -> YAMLNode? {
        for (node, value) in entries where node.utf8.elementsEqual(key.utf8) { return value }
        return nil
    }
}
