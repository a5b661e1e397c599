/// Walks over the tokens of a JSON text and refuses malformed ones; decodes nothing.
///
/// The text is handed to every call, because a struct cannot yet hold a `Span` without experimental features.
struct JSONScanner {
    private(set) var position = 0

    /// The byte at the position; 0, which no token begins with, at the end.
    @inline(__always) func peek(_ text: Span<UInt8>) -> UInt8 {
        position < text.count ? text[position] : 0
    }

    @inline(__always) mutating func skipSpace(_ text: Span<UInt8>) {
        while position < text.count {
            let byte = text[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position &+= 1
        }
    }

    @inline(__always) mutating func take(_ byte: UInt8, _ text: Span<UInt8>) -> Bool {
        guard peek(text) == byte else { return false }
        position &+= 1
        return true
    }

    func failure(_ message: String, _ text: Span<UInt8>) -> JSONError {
        JSONError(position < text.count ? message : "unexpected end", at: position, in: text)
    }

    mutating func takeWord(_ word: String, _ text: Span<UInt8>) throws(JSONError) {
        for (place, byte) in word.utf8.enumerated() {
            guard position + place < text.count, text[position + place] == byte else {
                throw failure("unexpected character", text)
            }
        }
        position += word.utf8.count
    }
}

// MARK: - Strings

extension JSONScanner {
    /// What stands between the quotes, and whether escapes stand in it.
    struct StringToken {
        let start: Int
        let end: Int
        let isEscaped: Bool
    }

    /// From the opening quote to behind the closing one.
    mutating func takeString(_ text: Span<UInt8>) throws(JSONError) -> StringToken {
        position &+= 1
        let start = position
        var isEscaped = false
        while true {
            skipPlain(text)
            switch peek(text) {
            case 0x22:
                position &+= 1
                return StringToken(start: start, end: position &- 1, isEscaped: isEscaped)
            case 0x5C:
                isEscaped = true
                try takeEscape(text)
            default:
                throw failure("control character in a string", text)
            }
        }
    }

    /// To the next quote, backslash or control byte: eight bytes at a time, then one by one.
    @inline(__always) private mutating func skipPlain(_ text: Span<UInt8>) {
        let words = unsafe text.bytes
        while position &+ 8 <= text.count {
            // The offset is checked against the span; any eight bytes are a UInt64.
            let word = unsafe words.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            let stops = Self.stops(in: UInt64(littleEndian: word))
            guard stops == 0 else {
                position &+= stops.trailingZeroBitCount >> 3
                return
            }
            position &+= 8
        }
        while position < text.count, text[position] >= 0x20, text[position] != 0x22, text[position] != 0x5C {
            position &+= 1
        }
    }

    /// The high bit of each byte that is a quote, a backslash or below 0x20; bytes above the lowest hit may lie.
    @inline(__always) private static func stops(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let hits =
            ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word)
        return hits & (ones &* 0x80)
    }

    private mutating func takeEscape(_ text: Span<UInt8>) throws(JSONError) {
        position &+= 1
        switch peek(text) {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
            position &+= 1
        case 0x75:
            position &+= 1
            for _ in 0..<4 {
                guard JSONStrings.hexDigit(peek(text)) != nil else {
                    throw failure("expected four hexadecimal digits", text)
                }
                position &+= 1
            }
        default:
            throw failure("unknown escape", text)
        }
    }
}

// MARK: - Numbers

extension JSONScanner {
    mutating func takeNumber(_ text: Span<UInt8>) throws(JSONError) -> Range<Int> {
        let start = position
        _ = take(0x2D, text)
        let digits = position
        try takeDigits(text, or: "unexpected character")
        guard text[digits] != 0x30 || position == digits + 1 else {
            position = digits + 1
            throw failure("a number cannot begin with 0", text)
        }
        if take(0x2E, text) { try takeDigits(text, or: "expected a digit") }
        if peek(text) | 0x20 == 0x65 {
            position &+= 1
            if !take(0x2B, text) { _ = take(0x2D, text) }
            try takeDigits(text, or: "expected a digit")
        }
        return start..<position
    }

    @inline(__always) private mutating func takeDigits(
        _ text: Span<UInt8>, or message: String
    ) throws(JSONError) {
        let start = position
        while peek(text) &- 0x30 < 10 { position &+= 1 }
        guard position > start else { throw failure(message, text) }
    }
}
