internal import Diagnostics

/// Makes the arena from events and refuses what exceeds the limits, before it takes memory.
struct TreeBuilder {
    /// Where a node is written: `width` in characters, 0 when it spans lines.
    struct Place {
        let line: UInt32
        let column: UInt32
        let width: UInt32
    }

    /// What is said about a node beside its content.
    struct Properties {
        var style: YAMLNode.Style
        var tag: String?
        var anchor: String?
    }

    let file: FileID
    let limits: YAMLLimits
    private(set) var nodes: [RawNode] = []
    private(set) var text: [UInt8] = []
    private(set) var roots: [Int] = []
    private var open: [Frame] = []
    private var anchors = Anchors()

    init(file: FileID, limits: YAMLLimits, bytes: Int) {
        self.file = file
        self.limits = limits
        nodes.reserveCapacity(min(bytes / 10, limits.maxNodes))
        text.reserveCapacity(bytes * 3 / 4)
    }

    /// A collection that has not ended.
    private struct Frame {
        let node: Int
        let kind: RawNode.Kind
        let anchor: String?
        /// What had been counted when it began: nodes, those that aliases stand for included.
        let countBefore: Int
        var children: UInt32 = 0
        /// Of collections in it.
        var height = 0
    }

    mutating func beginDocument() {
        roots.append(nodes.count)
        anchors.forgetAll()
    }

    /// - Parameter content: UTF-8.
    @unsafe mutating func scalar(_ content: UnsafeBufferPointer<UInt8>, _ about: Properties, at place: Place)
        throws(Diagnostic)
    {
        guard content.count <= limits.maxScalar else {
            throw LimitMistake.scalar(content.count, limit: limits.maxScalar).diagnostic(at: origin(place))
        }
        if isAtKey, about.style == .plain, about.tag == nil, unsafe content.elementsEqual("<<".utf8) {
            throw NodeMistake.mergeKey.diagnostic(at: origin(place))
        }
        let start = text.count
        unsafe text.append(contentsOf: content)
        try add(.scalar, about, at: place, content: UInt32(start), extent: UInt32(content.count))
        if let anchor = about.anchor {
            anchors.define(anchor, at: nodes.count - 1)
            anchors.complete(anchor, node: nodes.count - 1, size: 1, height: 0)
        }
    }

    mutating func alias(_ name: String, at place: Place) throws(Diagnostic) {
        let target = try anchors.target(of: name, at: origin(place))
        if isAtKey, nodes[target.node].kind != .scalar {
            throw NodeMistake.collectionAsKey(isFlow: false).diagnostic(at: origin(place))
        }
        guard open.count + target.height <= limits.maxDepth else {
            throw LimitMistake.depth(limit: limits.maxDepth).diagnostic(at: origin(place))
        }
        guard anchors.expand(target, limit: limits.maxAliasExpansion) else {
            throw LimitMistake.aliases(limit: limits.maxAliasExpansion).diagnostic(at: origin(place))
        }
        try add(.alias, Properties(style: .plain), at: place, content: UInt32(target.node), extent: 0)
        raiseHeight(to: target.height)
    }

    mutating func begin(_ kind: RawNode.Kind, _ about: Properties, at place: Place) throws(Diagnostic) {
        if isAtKey {
            throw NodeMistake.collectionAsKey(isFlow: about.style == .flow).diagnostic(at: origin(place))
        }
        guard open.count < limits.maxDepth else {
            throw LimitMistake.depth(limit: limits.maxDepth).diagnostic(at: origin(place))
        }
        let frame = Frame(node: nodes.count, kind: kind, anchor: about.anchor, countBefore: countSoFar)
        try add(kind, about, at: place, content: 0, extent: 0)
        if let anchor = about.anchor { anchors.define(anchor, at: frame.node) }
        open.append(frame)
    }

    mutating func end(line: UInt32, column: UInt32) {
        guard let frame = open.popLast() else { return }
        let height = frame.height + 1
        nodes[frame.node].place = frame.children
        nodes[frame.node].extent = UInt32(nodes.count)
        if nodes[frame.node].style == .flow, nodes[frame.node].line == line {
            nodes[frame.node].width = column - min(column, nodes[frame.node].column)
        }
        if let anchor = frame.anchor {
            anchors.complete(anchor, node: frame.node, size: countSoFar - frame.countBefore, height: height)
        }
        raiseHeight(to: height)
    }

    private var countSoFar: Int { nodes.count + anchors.expanded }

    /// Whether the next node is a key of a mapping.
    private var isAtKey: Bool {
        guard let frame = open.last else { return false }
        return frame.kind == .mapping && frame.children.isMultiple(of: 2)
    }

    private mutating func raiseHeight(to height: Int) {
        guard !open.isEmpty else { return }
        open[open.count - 1].height = max(open[open.count - 1].height, height)
    }

    private mutating func add(
        _ kind: RawNode.Kind, _ about: Properties, at place: Place, content: UInt32, extent: UInt32
    ) throws(Diagnostic) {
        guard nodes.count < limits.maxNodes else {
            throw LimitMistake.nodes(limit: limits.maxNodes).diagnostic(at: origin(place))
        }
        var tag: YAMLTag?
        if let name = about.tag {
            tag = YAMLTag(name)
            guard let tag, tag.fits(kind) else {
                throw NodeMistake.tag(name, isKnown: tag != nil).diagnostic(at: origin(place))
            }
        }
        if !open.isEmpty { open[open.count - 1].children += 1 }
        nodes.append(
            RawNode(
                kind: kind, style: about.style, tag: tag, line: place.line, column: place.column,
                width: place.width, place: content, extent: extent))
    }

    private func origin(_ place: Place) -> Origin {
        Origin(file: file, line: Int(place.line), column: Int(place.column), length: Int(place.width))
    }
}
