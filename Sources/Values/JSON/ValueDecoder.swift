/// From the nodes of a text to a `Value`.
struct ValueDecoder {
    private var keys = RepeatedKeys()

    mutating func value(at place: Int, of nodes: Span<JSONNode>, _ text: Span<UInt8>) -> Value {
        let node = nodes[place]
        switch node.kind {
        case .null: return .null
        case .false: return .bool(false)
        case .true: return .bool(true)
        case .number: return JSONNumbers.decode(text, node.range) ?? .null
        case .string: return .string(JSONStrings.plain(text, Int(node.start), Int(node.end)))
        case .escapedString:
            return .string(JSONStrings.decode(text, Int(node.start), Int(node.end), isEscaped: true))
        case .array: return .array(elements(at: place, of: nodes, text))
        case .object: return .object(Fields(members: members(at: place, of: nodes, text)))
        }
    }

    private mutating func elements(
        at place: Int, of nodes: Span<JSONNode>, _ text: Span<UInt8>
    ) -> [Value] {
        let end = Int(nodes[place].next)
        var elements: [Value] = []
        elements.reserveCapacity(Self.count(from: place + 1, to: end, of: nodes))
        var child = place + 1
        while child < end {
            elements.append(value(at: child, of: nodes, text))
            child = Int(nodes[child].next)
        }
        return elements
    }

    private mutating func members(
        at place: Int, of nodes: Span<JSONNode>, _ text: Span<UInt8>
    ) -> [Fields.Member] {
        let end = Int(nodes[place].next)
        var members: [Fields.Member] = []
        members.reserveCapacity(Self.count(from: place + 1, to: end, of: nodes) / 2)
        var child = place + 1
        while child < end {
            let key = keys.string(nodes[child], text)
            members.append(.init(key: key, value: value(at: child + 1, of: nodes, text)))
            child = Int(nodes[child + 1].next)
        }
        return members
    }

    /// Arrays are held for long, so they get no spare room.
    private static func count(from first: Int, to end: Int, of nodes: Span<JSONNode>) -> Int {
        var count = 0
        var child = first
        while child < end {
            count += 1
            child = Int(nodes[child].next)
        }
        return count
    }
}

/// Lists repeat their keys in every item: long ones share one `String`, short ones lie inline anyway.
private struct RepeatedKeys {
    private var known: [(start: Int, text: String)] = []

    mutating func string(_ node: JSONNode, _ text: Span<UInt8>) -> String {
        let (start, end) = (Int(node.start), Int(node.end))
        guard node.kind == .string, end - start > 15 else {
            return JSONStrings.decode(text, start, end, isEscaped: node.kind == .escapedString)
        }
        if known.isEmpty { known = Array(repeating: (0, ""), count: 64) }
        let slot = ((end - start) &* 31 &+ Int(text[end - 1]) &* 7 &+ Int(text[start + 8])) & 63
        if known[slot].text.utf8.count == end - start,
            Self.same(text, known[slot].start, start, count: end - start)
        {
            return known[slot].text
        }
        let key = JSONStrings.plain(text, start, end)
        known[slot] = (start, key)
        return key
    }

    private static func same(_ text: Span<UInt8>, _ one: Int, _ other: Int, count: Int) -> Bool {
        for place in 0..<count where text[one + place] != text[other + place] { return false }
        return true
    }
}
