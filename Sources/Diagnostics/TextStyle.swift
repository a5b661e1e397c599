/// Whether text for people carries colours. Everything that prints takes one and paints through it.
package enum TextStyle: Hashable, Sendable {
    /// The text alone: for files, pipes and tests.
    case plain
    /// With ANSI sequences, for a terminal.
    case colour

    /// What a piece of text can be painted with; the raw value is its ANSI code.
    package enum Ink: UInt8, Hashable, Sendable {
        case bold = 1
        case dim = 2
        case red = 31
        case green = 32
        case yellow = 33
        case cyan = 36
    }

    /// `text` in the given inks, or as it is when the style is plain, no ink is given, or the text is empty.
    package func paint(_ text: String, _ inks: Ink...) -> String {
        guard self == .colour, !inks.isEmpty, !text.isEmpty else { return text }
        let codes = inks.map { String($0.rawValue) }.joined(separator: ";")
        return "\u{1B}[\(codes)m\(text)\u{1B}[0m"
    }
}
