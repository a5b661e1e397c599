extension OrdinaryReader {
    /// A mapping or sequence whose entries stand at `indent`, where the reader is, up to the next content outside of it.
    mutating func readBlock(indent: Int) throws(Unusual) {
        if isAtItem {
            try readItems(indent: indent, width: 0)
        } else {
            try addCollection(.mapping, .block, width: 0) { reader throws(Unusual) in
                try reader.readEntries(indent: indent)
            }
        }
    }

    private var isAtItem: Bool { byte() == UInt8(ascii: "-") && isBlank(at: 1) }

    /// Whether the next content stands at this indentation; what stands deeper would belong to the value before.
    private func isNext(at indent: Int) throws(Unusual) -> Bool {
        guard position < bytes.count, column >= indent else { return false }
        guard column == indent else { throw Unusual() }
        // The next document.
        return !(indent == 0 && byte() == UInt8(ascii: "-") && byte(at: 1) == UInt8(ascii: "-"))
    }

    private mutating func readEntries(indent: Int) throws(Unusual) -> Int {
        var count = 0
        repeat {
            // An item here ends the mapping, or is a mistake.
            guard !isAtItem else { throw Unusual() }
            guard try readScalar(inFlow: false) == .key else { throw Unusual() }
            try checkKey()
            position += 1
            try readValue(indent: indent)
            count += 2
        } while try isNext(at: indent)
        return count
    }

    /// What comes after a key's colon.
    private mutating func readValue(indent: Int) throws(Unusual) {
        let (colonEnd, colonLine) = (position, line)
        skipSpaces()
        if byte() != UInt8(ascii: "\n"), !isAtComment {
            return try readInline()
        }
        try skipToContent()
        if position < bytes.count, line > colonLine {
            if column > indent { return try readBlock(indent: column) }
            // A sequence may stand as far left as the key that it belongs to.
            if column == indent, isAtItem { return try readItems(indent: indent, width: 1) }
        }
        try addNull(at: colonEnd, line: colonLine)
    }

    private mutating func readItems(indent: Int, width: Int) throws(Unusual) {
        try addCollection(.sequence, .block, width: width) { reader throws(Unusual) in
            var count = 0
            repeat {
                guard reader.isAtItem else {
                    // The mapping goes on that holds this sequence.
                    if width == 1 { break }
                    throw Unusual()
                }
                try reader.readItem(indent: indent)
                count += 1
            } while try reader.isNext(at: indent)
            return count
        }
    }

    private mutating func readItem(indent: Int) throws(Unusual) {
        position += 1
        skipSpaces()
        guard byte() != UInt8(ascii: "\n"), !isAtComment, !isAtItem else { throw Unusual() }
        guard isAtScalar else { return try readInline() }
        let start = position
        if try readScalar(inFlow: false) == .value { return try endLine() }
        // A mapping begins on the item's line: back to its first key.
        nodes.removeLast()
        position = start
        try readBlock(indent: column)
    }

    /// A value that ends on its line.
    private mutating func readInline() throws(Unusual) {
        if isAtScalar {
            guard try readScalar(inFlow: false) == .value else { throw Unusual() }
        } else {
            try readFlow()
        }
        try endLine()
    }

    private var isAtComment: Bool {
        byte() == UInt8(ascii: "#") && bytes[position - 1] == UInt8(ascii: " ")
    }

    /// Nothing after a colon, which lies before the content that the reader has gone on to.
    private mutating func addNull(at offset: Int, line colonLine: UInt32) throws(Unusual) {
        let column = nodes[nodes.count - 1].column + nodes[nodes.count - 1].width + 1
        guard nodes.count < limits.maxNodes else { throw Unusual() }
        nodes.append(
            RawNode(
                kind: .scalar, style: .plain, tag: nil, line: colonLine, column: column, width: 0,
                place: UInt32(offset), extent: 0))
    }
}
