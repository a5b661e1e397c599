extension OrdinaryReader {
    /// What a scalar is, as far as what follows it says: at the end of a key stands its colon.
    enum Role { case key, value }

    /// Whether what comes is a scalar if it is ordinary at all.
    var isAtScalar: Bool { byte() != UInt8(ascii: "[") && byte() != UInt8(ascii: "{") }

    /// Adds a scalar, and goes to what follows it: the colon of a key, the byte after a value.
    mutating func readScalar(inFlow: Bool) throws(Unusual) -> Role {
        switch byte() {
        case UInt8(ascii: "'"): try readQuoted(.singleQuoted)
        case UInt8(ascii: "\""): try readQuoted(.doubleQuoted)
        default: try readPlain(inFlow: inFlow)
        }
        return byte() == UInt8(ascii: ":") && isBlank(at: 1) ? .key : .value
    }

    /// What libyaml demands of a key, or what is said of one elsewhere.
    func checkKey() throws(Unusual) {
        let key = nodes[nodes.count - 1]
        guard key.extent < 1_000 else { throw Unusual() }
        let isMerge =
            key.style == .plain && key.extent == 2 && bytes[Int(key.place)] == UInt8(ascii: "<")
            && bytes[Int(key.place) + 1] == UInt8(ascii: "<")
        if isMerge { throw Unusual() }
    }

    private mutating func readQuoted(_ style: YAMLNode.Style) throws(Unusual) {
        let quote = byte()
        let start = position
        position += 1
        while byte() != quote {
            if byte() == UInt8(ascii: "\n") || byte() == UInt8(ascii: "\\") { throw Unusual() }
            position += 1
        }
        position += 1
        // Two quotes are one quote in the text.
        if byte() == quote { throw Unusual() }
        try add(
            .scalar, style, at: start, width: position - start, place: start + 1, extent: position - start - 2
        )
    }

    private mutating func readPlain(inFlow: Bool) throws(Unusual) {
        let start = position
        guard Self.mayStart(byte()) || byte() == UInt8(ascii: "-") && Self.mayStart(byte(at: 1)) else {
            throw Unusual()
        }
        position += 1
        var end = position
        scanning: while true {
            let byte = byte()
            switch byte {
            case UInt8(ascii: "\n"): break scanning
            case UInt8(ascii: ":"):
                if isBlank(at: 1) { break scanning }
                if inFlow, !Self.mayStart(self.byte(at: 1)) { throw Unusual() }
            case UInt8(ascii: " "):
                position += 1
                if self.byte() == UInt8(ascii: "#") {
                    position -= 1
                    break scanning
                }
                continue
            default:
                if inFlow {
                    if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                        break scanning
                    }
                    if Self.isIndicator(byte) { throw Unusual() }
                }
            }
            position += 1
            end = position
        }
        // Spaces before a key's colon would end the key earlier than its width says.
        if byte() == UInt8(ascii: ":"), end != position { throw Unusual() }
        try add(.scalar, .plain, at: start, width: end - start, place: start, extent: end - start)
    }

    private static func mayStart(_ byte: UInt8) -> Bool {
        byte > UInt8(ascii: " ") && byte != UInt8(ascii: "-") && byte != UInt8(ascii: ":")
            && !isIndicator(byte)
    }

    /// Bytes that mean something to YAML in one place or another.
    private static func isIndicator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "?"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
            UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"),
            UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"),
            UInt8(ascii: "@"), UInt8(ascii: "`"):
            true
        default: false
        }
    }
}
