internal import Diagnostics

/// A parsed YAML file: all its documents in two flat arrays.
///
/// Copying it is free, and so is handing it to another task.
package struct YAMLTree: Sendable {
    /// Nodes refer to each other by index; a class, so that a `YAMLNode` retains one thing and not three.
    final class Storage: Sendable {
        let file: FileID
        /// In preorder: a collection is followed by what it holds.
        let nodes: [RawNode]
        /// The content of all scalars, UTF-8, without separators.
        let text: [UInt8]
        /// The nodes that the documents consist of.
        let roots: [Int]

        init(file: FileID, nodes: [RawNode] = [], text: [UInt8] = [], roots: [Int] = []) {
            self.file = file
            self.nodes = nodes
            self.text = text
            self.roots = roots
        }
    }

    let storage: Storage

    /// The root of every document in order; empty for a file without content. An empty document is a null.
    package var documents: [YAMLNode] { storage.roots.map { YAMLNode(storage, $0) } }

    /// Of all documents together.
    package var nodeCount: Int { storage.nodes.count }
}

/// 24 bytes for one node; the meaning of three fields depends on the kind.
struct RawNode: Sendable {
    enum Kind: UInt8, Sendable { case scalar, sequence, mapping, alias }

    var kind: Kind
    var style: YAMLNode.Style
    var tag: YAMLTag?
    var line: UInt32
    var column: UInt32
    /// Characters in the source if it stands on one line, else 0.
    var width: UInt32
    /// Where a scalar's text starts; how many nodes a collection holds directly; what an alias stands for.
    var place: UInt32
    /// Bytes of a scalar's text; the index past what a collection holds.
    var extent: UInt32
}

extension YAMLTree.Storage {
    /// The index past the node and all that it holds.
    func end(of index: Int) -> Int {
        switch nodes[index].kind {
        case .scalar, .alias: index + 1
        case .sequence, .mapping: Int(nodes[index].extent)
        }
    }

    /// The node that `index` stands for: itself unless it is an alias, which never leads to another alias.
    func resolved(_ index: Int) -> Int {
        nodes[index].kind == .alias ? Int(nodes[index].place) : index
    }

    /// The text of the scalar at `index`.
    func text(of index: Int) -> ArraySlice<UInt8> {
        let start = Int(nodes[index].place)
        return text[start..<start + Int(nodes[index].extent)]
    }

    /// Whether a scalar's text is this.
    func isText(of index: Int, _ wanted: [UInt8]) -> Bool {
        let start = Int(nodes[index].place)
        guard wanted.count == Int(nodes[index].extent) else { return false }
        for offset in wanted.indices where text[start + offset] != wanted[offset] { return false }
        return true
    }

    /// Whether two scalars have the same bytes.
    func isSameText(_ left: Int, _ right: Int) -> Bool {
        guard nodes[left].extent == nodes[right].extent else { return false }
        let (left, right, count) = (Int(nodes[left].place), Int(nodes[right].place), Int(nodes[left].extent))
        for offset in 0..<count where text[left + offset] != text[right + offset] { return false }
        return true
    }

    /// Where the node stands in the file. A block mapping or sequence is marked at the first thing in it.
    func origin(of index: Int) -> Origin {
        let node = nodes[index]
        var width = Int(node.width)
        if node.style == .block, node.kind == .mapping, index + 1 < nodes.count {
            let key = nodes[index + 1]
            if key.line == node.line, key.column == node.column { width = Int(key.width) }
        }
        return Origin(file: file, line: Int(node.line), column: Int(node.column), length: width)
    }
}
