/// From the bytes between two quotes, which the scanner has found well-formed, to a `String`.
enum JSONStrings {
    static func decode(_ text: Span<UInt8>, _ start: Int, _ end: Int, isEscaped: Bool) -> String {
        guard isEscaped else { return plain(text, start, end) }
        return String(decoding: unescaped(text, start, end), as: UTF8.self)
    }

    @inline(__always) static func plain(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> String {
        // The whole text was validated before the first token, and no token ends inside a scalar.
        var span = unsafe UTF8Span(unchecked: text.extracting(start..<end))
        // Strings that know they are ASCII compare several times faster.
        _ = span.checkForASCII()
        return String(copying: span)
    }

    private static func unescaped(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end - start)
        var place = start
        while place < end {
            let byte = text[place]
            place += 1
            guard byte == 0x5C else {
                bytes.append(byte)
                continue
            }
            let letter = text[place]
            place += 1
            switch letter {
            case 0x62: bytes.append(0x08)
            case 0x66: bytes.append(0x0C)
            case 0x6E: bytes.append(0x0A)
            case 0x72: bytes.append(0x0D)
            case 0x74: bytes.append(0x09)
            case 0x75: bytes.append(contentsOf: String(scalar(text, &place, end)).utf8)
            default: bytes.append(letter)
            }
        }
        return bytes
    }

    /// Behind `\u`: one unit of UTF-16, or two that belong together. A surrogate on its own becomes U+FFFD.
    private static func scalar(_ text: Span<UInt8>, _ place: inout Int, _ end: Int) -> Unicode.Scalar {
        let first = unit(text, place)
        place += 4
        if first & 0xFC00 == 0xD800, place + 6 <= end, text[place] == 0x5C, text[place + 1] == 0x75 {
            let second = unit(text, place + 2)
            if second & 0xFC00 == 0xDC00 {
                place += 6
                return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF) ?? "\u{FFFD}"
            }
        }
        return Unicode.Scalar(first) ?? "\u{FFFD}"
    }

    private static func unit(_ text: Span<UInt8>, _ place: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 << 4 | UInt32(hexDigit(text[place + $1]) ?? 0) }
    }

    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
