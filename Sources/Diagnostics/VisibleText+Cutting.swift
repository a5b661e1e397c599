extension VisibleText {
    /// As much of a line as fits into `width` cells of a terminal, with `…` at its end where it was cut.
    ///
    /// - Parameter line: made visible, and perhaps painted: what paints it takes no cell, and is ended with the line.
    package static func cut(_ line: String, to width: Int) -> String {
        if Self.cells(of: line) <= width { return line }
        var shown = String.UnicodeScalarView()
        var left = width - 1
        var isPainted = false
        var isSequence = false
        for scalar in line.unicodeScalars {
            if scalar == "\u{1B}" { (isPainted, isSequence) = (true, true) }
            if !isSequence {
                left -= Self.width(of: scalar)
                if left < 0 { break }
            }
            shown.append(scalar)
            if scalar == "m" { isSequence = false }
        }
        return String(shown) + (isPainted ? "\u{1B}[0m" : "") + (width > 0 ? "…" : "")
    }

    /// Without what paints.
    private static func cells(of line: String) -> Int {
        var cells = 0
        var isSequence = false
        for scalar in line.unicodeScalars {
            if scalar == "\u{1B}" { isSequence = true }
            if !isSequence { cells += Self.width(of: scalar) }
            if scalar == "m" { isSequence = false }
        }
        return cells
    }
}
