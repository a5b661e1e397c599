internal import Diagnostics

/// Reads the YAML that people ordinarily write several times as fast as libyaml, and leaves all other to libyaml.
///
/// Ordinary is ASCII with block mappings and sequences, flow collections within a line, and scalars within a line
/// that are plain or in quotes without escapes. Guarantee: whatever it reads, libyaml reads to the same tree. It never
/// says what is wrong with a file: what it does not know may be a mistake or not.
struct OrdinaryReader {
    /// Something that is not ordinary.
    struct Unusual: Error {}

    let bytes: [UInt8]
    let limits: YAMLLimits
    var nodes: [RawNode] = []
    private var roots: [Int] = []

    /// The byte that is looked at.
    var position = 0
    /// Counted from 1.
    var line: UInt32 = 1
    var lineStart = 0
    /// Of collections that have not ended.
    private var depth = 0

    /// Nil for what is not ordinary.
    static func read(_ bytes: [UInt8], file: FileID, limits: YAMLLimits) -> YAMLTree? {
        guard bytes.count <= limits.maxBytes, bytes.count <= Int(Int32.max),
            bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == UInt8(ascii: "\n") })
        else { return nil }
        var reader = OrdinaryReader(bytes: bytes, limits: limits)
        do throws(Unusual) {
            try reader.readDocuments()
        } catch {
            return nil
        }
        // No scalar has escapes, so that the file itself is the text.
        return YAMLTree(
            storage: .init(file: file, nodes: reader.nodes, text: bytes, roots: reader.roots))
    }

    private init(bytes: [UInt8], limits: YAMLLimits) {
        self.bytes = bytes
        self.limits = limits
        nodes.reserveCapacity(bytes.count / 7)
    }

    private mutating func readDocuments() throws(Unusual) {
        try skipToContent()
        repeat {
            if isAtDocumentStart {
                position += 3
                try endLine()
            }
            guard column == 0, position < bytes.count, !isAtDocumentStart else { throw Unusual() }
            roots.append(nodes.count)
            try readBlock(indent: 0)
            guard position == bytes.count || isAtDocumentStart else { throw Unusual() }
        } while position < bytes.count
    }
}

// MARK: - Places

extension OrdinaryReader {
    /// Counted from 0.
    var column: Int { position - lineStart }

    /// The byte `offset` bytes on; a line break at the end of the file.
    func byte(at offset: Int = 0) -> UInt8 {
        position + offset < bytes.count ? bytes[position + offset] : UInt8(ascii: "\n")
    }

    /// Whether what comes `offset` bytes on separates words.
    func isBlank(at offset: Int) -> Bool {
        let byte = byte(at: offset)
        return byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
    }

    private var isAtDocumentStart: Bool {
        column == 0 && byte() == UInt8(ascii: "-") && byte(at: 1) == UInt8(ascii: "-")
            && byte(at: 2) == UInt8(ascii: "-") && isBlank(at: 3)
    }

    mutating func skipSpaces() {
        while byte() == UInt8(ascii: " ") { position += 1 }
    }

    /// From the end of a value past the rest of its line, which may be a comment, to the next line with content.
    mutating func endLine() throws(Unusual) {
        guard isBlank(at: 0) else { throw Unusual() }
        skipSpaces()
        guard byte() == UInt8(ascii: "\n") || byte() == UInt8(ascii: "#") else { throw Unusual() }
        try skipToContent()
    }

    /// Past empty lines and comments, to the first byte of content or the end of the file.
    mutating func skipToContent() throws(Unusual) {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "): position += 1
            case UInt8(ascii: "\n"):
                position += 1
                line += 1
                lineStart = position
            case UInt8(ascii: "#"):
                while byte() != UInt8(ascii: "\n") { position += 1 }
            case UInt8(ascii: "%"), UInt8(ascii: "."):
                // A directive, or the end of a document.
                if column == 0 { throw Unusual() }
                return
            default: return
            }
        }
    }
}

// MARK: - Nodes

extension OrdinaryReader {
    mutating func add(
        _ kind: RawNode.Kind, _ style: YAMLNode.Style, at start: Int, width: Int, place: Int = 0,
        extent: Int = 0
    ) throws(Unusual) {
        guard nodes.count < limits.maxNodes, extent <= limits.maxScalar else { throw Unusual() }
        nodes.append(
            RawNode(
                kind: kind, style: style, tag: nil, line: line, column: UInt32(start - lineStart + 1),
                width: UInt32(width), place: UInt32(place), extent: UInt32(extent)))
    }

    /// - Parameter readChildren: reads what is in the collection, and says how many nodes it holds directly.
    mutating func addCollection(
        _ kind: RawNode.Kind, _ style: YAMLNode.Style, width: Int,
        _ readChildren: (inout Self) throws(Unusual) -> Int
    ) throws(Unusual) {
        guard depth < limits.maxDepth else { throw Unusual() }
        let node = nodes.count
        let (start, startLine) = (position, line)
        try add(kind, style, at: start, width: width)
        depth += 1
        let count = try readChildren(&self)
        depth -= 1
        nodes[node].place = UInt32(count)
        nodes[node].extent = UInt32(nodes.count)
        if style == .flow, line == startLine { nodes[node].width = UInt32(position - start) }
    }
}
