/// How a string can be written so that every reader, also one of YAML 1.1 such as kubectl's, reads that string.
enum PlainText {
    /// Whether it needs no quotes: it is one line, looks like nothing but a text, and has no sign with a meaning.
    static func isPlain(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last else { return false }
        guard first != UInt8(ascii: " "), last != UInt8(ascii: " "), last != UInt8(ascii: ":") else {
            return false
        }
        guard !"#,[]{}&*!|>'\"%@`=~<".utf8.contains(first), isPrintable(text), !bytes.contains(0x0A) else {
            return false
        }
        if "-?:".utf8.contains(first), bytes.count == 1 || bytes[1] == UInt8(ascii: " ") { return false }
        if text.hasPrefix("---") || text.hasPrefix("...") { return false }
        for (byte, next) in zip(bytes, bytes.dropFirst()) {
            if byte == UInt8(ascii: ":"), next == UInt8(ascii: " ") { return false }
            if byte == UInt8(ascii: " "), next == UInt8(ascii: "#") { return false }
        }
        return !looksLikeNumber(bytes) && !isWord(text)
    }

    /// Whether it can be a literal block: lines that start with text, without characters that need escapes.
    static func isBlock(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first != " ", first != "\n", isPrintable(text) else {
            return false
        }
        guard text.unicodeScalars.contains("\n") else { return false }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.allSatisfy { !$0.hasSuffix(" ") }
    }

    /// Whether libyaml writes all of it as it is; it escapes tabs, what Unicode calls controls, and emoji.
    private static func isPrintable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x0A, 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
            default: false
            }
        }
    }

    /// Starts like a number and holds nothing but what numbers, times and versions consist of.
    private static func looksLikeNumber(_ bytes: [UInt8]) -> Bool {
        var body = bytes[...]
        if let sign = body.first, "+-".utf8.contains(sign) { body = body.dropFirst() }
        guard let first = body.first else { return false }
        let isDigit = first >= UInt8(ascii: "0") && first <= UInt8(ascii: "9")
        guard isDigit || first == UInt8(ascii: ".") else { return false }
        if body.count > 1, first == UInt8(ascii: "0"), "xXoObB".utf8.contains(body[body.startIndex + 1]) {
            return true
        }
        let isInfinite = [".inf", ".nan"].contains(String(decoding: body, as: UTF8.self).lowercased())
        return isInfinite || body.allSatisfy { "0123456789_.:+-eETtZz ".utf8.contains($0) }
    }

    /// A null or a boolean of any version of YAML; those of other signs are refused by their first character.
    private static func isWord(_ text: String) -> Bool {
        guard text.utf8.count <= 5 else { return false }
        return ["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    }
}
