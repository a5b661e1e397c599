/// One line of source made fit to print, and where its carets go.
struct SourceExcerpt {
    /// The line, or the part of it around the marked text with `…` where it was cut.
    let text: String
    /// Terminal cells before the first caret.
    let indent: Int
    /// At least 1, and never past the end of what is shown.
    let carets: Int

    /// More than fits is cut around the marked text.
    private static let maximumWidth = 100
    /// What is kept before the marked text when the line is cut.
    private static let leadingWidth = 40
    private static let tab = "    "

    /// - Parameters:
    ///   - line: any bytes; what is not UTF-8 is shown as `U+FFFD`.
    ///   - column: from 1, in characters; may be one past the end, or beyond it.
    ///   - length: of the marked text in characters.
    init(line: ArraySlice<UInt8>, column: Int, length: Int) {
        let scalars = String(decoding: line, as: UTF8.self).unicodeScalars
        // Enough characters on both sides to fill the width, however long the line is.
        let skipped = max(0, column - 1 - Self.maximumWidth)
        let cells = scalars.dropFirst(skipped).prefix(3 * Self.maximumWidth).map(Self.cell(for:))
        let marked = min(max(0, column - 1 - skipped), cells.count)
        let markedEnd = min(marked + max(1, length), cells.count)

        var first = 0
        var last = cells.count
        if skipped > 0 || cells.reduce(0, { $0 + $1.width }) > Self.maximumWidth {
            first = marked
            var room = Self.leadingWidth
            while first > 0, cells[first - 1].width <= room {
                first -= 1
                room -= cells[first].width
            }
            last = first
            room = Self.maximumWidth
            while last < cells.count, cells[last].width <= room {
                room -= cells[last].width
                last += 1
            }
        }
        let isCutBefore = skipped + first > 0
        let isCutAfter = last < cells.count
        let shown = cells[first..<last].map(\.text).joined()
        text = (isCutBefore ? "…" : "") + shown + (isCutAfter ? "…" : "")
        indent = (isCutBefore ? 1 : 0) + cells[first..<marked].reduce(0) { $0 + $1.width }
        carets = max(1, cells[marked..<max(marked, min(markedEnd, last))].reduce(0) { $0 + $1.width })
    }

    private static func cell(for scalar: Unicode.Scalar) -> (text: String, width: Int) {
        if scalar == "\t" { return (tab, tab.count) }
        let piece = VisibleText.piece(for: scalar)
        let isItself = piece.unicodeScalars.count == 1
        return (piece, isItself ? VisibleText.width(of: scalar) : piece.unicodeScalars.count)
    }
}
