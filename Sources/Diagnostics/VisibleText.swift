/// Text of unknown provenance made fit for a terminal.
///
/// A spec comes from whoever may open a pull request. Printed as it is, an escape sequence in it could recolour,
/// retitle or rewrite the reader's terminal, and a bidirectional override could show another text than the one
/// that is applied. So whatever moves the cursor or reorders text is shown by its number instead.
package enum VisibleText {
    /// `text` on one line with control characters escaped, cut with `…` after `limit` characters.
    package static func escape(_ text: String, limit: Int = 1_000) -> String {
        var shown = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < limit else { return shown + "…" }
            shown += piece(for: scalar)
            count += 1
        }
        return shown
    }

    /// What stands for one character: itself, or an escape such as `\n` or `\u{1B}`.
    package static func piece(for scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default:
            guard isHidden(scalar) else { return String(Character(scalar)) }
            return "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
    }

    /// How many terminal cells a character takes: 2 for wide East Asian ones, 0 for those that join the one before.
    package static func width(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        if wide.contains(where: { $0.contains(scalar.value) }) { return 2 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return 1
        }
    }

    /// How many cells a text takes that was made visible.
    package static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }

    /// C0, DEL, C1, line and paragraph separators, marks and overrides of direction, invisible spaces.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
            0xE0000...0xE007F:
            true
        default: false
        }
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
        0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]
}
