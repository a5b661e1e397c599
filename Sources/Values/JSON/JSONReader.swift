/// The grammar: one pass over the text that lists every value as a node, in the order of the text.
///
/// What it accepts is RFC 8259 in UTF-8 without a byte order mark, with three limits: values are nested at most
/// `depthLimit` deep, numbers must fit a `Double`, and the text is shorter than 4 GiB.
/// Text that is not valid UTF-8 is refused, not repaired: two keys could become one by a repair.
struct JSONReader {
    static let depthLimit = 512

    private var scanner = JSONScanner()
    private var nodes: [JSONNode] = []

    static func nodes(of text: Span<UInt8>) throws(JSONError) -> [JSONNode] {
        guard text.count < UInt32.max else {
            throw JSONError("longer than 4 GiB", at: 0, in: text)
        }
        do throws(UTF8.ValidationError) { _ = try UTF8Span(validating: text) } catch {
            throw JSONError("not valid UTF-8", at: error.byteOffsets.lowerBound, in: text)
        }
        var reader = JSONReader()
        // About what lists of objects take; wrong guesses cost a copy.
        reader.nodes.reserveCapacity(text.count / 20 + 1)
        reader.scanner.skipSpace(text)
        try reader.readValue(text, depth: 1)
        reader.scanner.skipSpace(text)
        guard reader.scanner.position == text.count else {
            throw reader.scanner.failure("text after the value", text)
        }
        return reader.nodes
    }

    private mutating func readValue(_ text: Span<UInt8>, depth: Int) throws(JSONError) {
        switch scanner.peek(text) {
        case 0x22: try readString(text)
        case 0x7B: try readObject(text, depth: depth)
        case 0x5B: try readArray(text, depth: depth)
        case 0x74: try readWord("true", .true, text)
        case 0x66: try readWord("false", .false, text)
        case 0x6E: try readWord("null", .null, text)
        default: try readNumber(text)
        }
    }

    private mutating func readObject(_ text: Span<UInt8>, depth: Int) throws(JSONError) {
        let place = try open(.object, depth, text)
        scanner.skipSpace(text)
        if !scanner.take(0x7D, text) {
            repeat {
                scanner.skipSpace(text)
                guard scanner.peek(text) == 0x22 else { throw scanner.failure("expected a key", text) }
                try readString(text)
                scanner.skipSpace(text)
                guard scanner.take(0x3A, text) else { throw scanner.failure("expected ':'", text) }
                scanner.skipSpace(text)
                try readValue(text, depth: depth + 1)
                scanner.skipSpace(text)
            } while scanner.take(0x2C, text)
            guard scanner.take(0x7D, text) else { throw scanner.failure("expected ',' or '}'", text) }
        }
        close(place)
    }

    private mutating func readArray(_ text: Span<UInt8>, depth: Int) throws(JSONError) {
        let place = try open(.array, depth, text)
        scanner.skipSpace(text)
        if !scanner.take(0x5D, text) {
            repeat {
                scanner.skipSpace(text)
                try readValue(text, depth: depth + 1)
                scanner.skipSpace(text)
            } while scanner.take(0x2C, text)
            guard scanner.take(0x5D, text) else { throw scanner.failure("expected ',' or ']'", text) }
        }
        close(place)
    }

    private mutating func readString(_ text: Span<UInt8>) throws(JSONError) {
        let token = try scanner.takeString(text)
        append(token.isEscaped ? .escapedString : .string, token.start, token.end)
    }

    private mutating func readWord(
        _ word: String, _ kind: JSONNode.Kind, _ text: Span<UInt8>
    ) throws(JSONError) {
        let start = scanner.position
        try scanner.takeWord(word, text)
        append(kind, start, scanner.position)
    }

    private mutating func readNumber(_ text: Span<UInt8>) throws(JSONError) {
        let range = try scanner.takeNumber(text)
        // Most numbers are short, and four bytes hold no more than 9e99.
        if range.count > 4, JSONNumbers.decode(text, range) == nil {
            throw JSONError("number out of range", at: range.lowerBound, in: text)
        }
        append(.number, range.lowerBound, range.upperBound)
    }

    private mutating func open(
        _ kind: JSONNode.Kind, _ depth: Int, _ text: Span<UInt8>
    ) throws(JSONError) -> Int {
        guard depth <= Self.depthLimit else { throw scanner.failure("nested too deep", text) }
        let place = nodes.count
        append(kind, scanner.position, scanner.position)
        _ = scanner.take(kind == .object ? 0x7B : 0x5B, text)
        return place
    }

    private mutating func close(_ place: Int) {
        nodes[place].end = UInt32(truncatingIfNeeded: scanner.position)
        nodes[place].next = UInt32(truncatingIfNeeded: nodes.count)
    }

    @inline(__always) private mutating func append(_ kind: JSONNode.Kind, _ start: Int, _ end: Int) {
        // All three are below the length of the text, which was checked.
        nodes.append(
            JSONNode(
                kind: kind, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
                next: UInt32(truncatingIfNeeded: nodes.count + 1)))
    }
}
