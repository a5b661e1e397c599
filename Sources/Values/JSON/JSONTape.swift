/// A large JSON text with a list of where its values are: sixteen bytes each, and nothing decoded until asked for.
///
/// It accepts and refuses what `Value(json:)` does. A `Cursor` belongs to the tape that gave it.
package struct JSONTape: Sendable {
    /// The place of one value.
    package struct Cursor: Sendable, Hashable {
        let place: Int
    }

    package enum Kind: Sendable, Hashable { case null, bool, number, string, array, object }

    package let bytes: [UInt8]
    private let nodes: [JSONNode]

    package init(_ bytes: [UInt8]) throws(JSONError) {
        nodes = try JSONReader.nodes(of: bytes.span)
        self.bytes = bytes
    }

    package var root: Cursor { Cursor(place: 0) }

    package func kind(of cursor: Cursor) -> Kind {
        switch nodes[cursor.place].kind {
        case .null: .null
        case .false, .true: .bool
        case .number: .number
        case .string, .escapedString: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The text of the value in `bytes`, with its quotes or brackets.
    package func bytes(of cursor: Cursor) -> Range<Int> {
        let node = nodes[cursor.place]
        let isString = node.kind == .string || node.kind == .escapedString
        return isString ? node.range.lowerBound - 1..<node.range.upperBound + 1 : node.range
    }

    /// The value as text of its own, so that this tape can go.
    package func text(of cursor: Cursor) -> JSONText { JSONText(bytes: bytes[bytes(of: cursor)]) }

    package func value(of cursor: Cursor) -> Value {
        var decoder = ValueDecoder()
        return decoder.value(at: cursor.place, of: nodes.span, bytes.span)
    }

    /// Nil when the value is no string.
    package func string(of cursor: Cursor) -> String? {
        let node = nodes[cursor.place]
        guard node.kind == .string || node.kind == .escapedString else { return nil }
        return JSONStrings.decode(
            bytes.span, Int(node.start), Int(node.end), isEscaped: node.kind == .escapedString)
    }
}

// MARK: - Going down

extension JSONTape {
    /// An object's member; of a key that comes twice, the last one. Nil when there is none, or this is no object.
    package func member(_ key: String, of cursor: Cursor) -> Cursor? {
        guard nodes[cursor.place].kind == .object else { return nil }
        let end = Int(nodes[cursor.place].next)
        var found: Cursor?
        var place = cursor.place + 1
        while place < end {
            if names(nodes[place], key) { found = Cursor(place: place + 1) }
            place = Int(nodes[place + 1].next)
        }
        return found
    }

    /// Members of members.
    package func member(_ first: String, _ second: String, _ rest: String..., of cursor: Cursor) -> Cursor? {
        let start = member(first, of: cursor)
        return ([second] + rest).reduce(start) { found, key in found.flatMap { member(key, of: $0) } }
    }

    /// An array's elements; none when the value is no array.
    package func elements(of cursor: Cursor) -> Elements {
        let node = nodes[cursor.place]
        let isArray = node.kind == .array
        return Elements(nodes: nodes, place: cursor.place + 1, end: isArray ? Int(node.next) : 0)
    }

    /// Goes over the elements of one array.
    package struct Elements: Sequence, IteratorProtocol, Sendable {
        fileprivate let nodes: [JSONNode]
        fileprivate var place: Int
        fileprivate let end: Int

        package mutating func next() -> Cursor? {
            guard place < end else { return nil }
            defer { place = Int(nodes[place].next) }
            return Cursor(place: place)
        }
    }

    private func names(_ node: JSONNode, _ key: String) -> Bool {
        let name = key.utf8Span.span
        let text = bytes.span
        guard node.kind == .string else {
            return ExactText.same(
                JSONStrings.decode(text, Int(node.start), Int(node.end), isEscaped: true), key)
        }
        let start = Int(node.start)
        guard Int(node.end) - start == name.count else { return false }
        for place in name.indices where name[place] != text[start + place] { return false }
        return true
    }
}
