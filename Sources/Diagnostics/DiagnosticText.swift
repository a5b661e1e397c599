/// Diagnostics as people read them: what, where with the source line, why, and what to do.
package struct DiagnosticText: Sendable {
    private let sources: SourceMap
    private let style: TextStyle

    package init(sources: SourceMap, style: TextStyle = .plain) {
        self.sources = sources
        self.style = style
    }

    /// One diagnostic, ending in a line break.
    package func render(_ diagnostic: Diagnostic) -> String {
        var cursor = SourceLineCursor()
        return render(diagnostic, cursor: &cursor)
    }

    /// All of them in the order of their places, a blank line between two; empty for none.
    package func render(_ diagnostics: [Diagnostic]) -> String {
        var cursor = SourceLineCursor()
        var file: FileID?
        return diagnostics.sorted(by: Diagnostic.precedes).map { diagnostic in
            if diagnostic.origin?.file != file {
                file = diagnostic.origin?.file
                cursor = SourceLineCursor()
            }
            return render(diagnostic, cursor: &cursor)
        }.joined(separator: "\n")
    }

    private func render(_ diagnostic: Diagnostic, cursor: inout SourceLineCursor) -> String {
        let ink: TextStyle.Ink = diagnostic.severity == .warning ? .yellow : .red
        let code = "\(diagnostic.severity.rawValue)[\(VisibleText.escape(diagnostic.code))]"
        var lines = [style.paint(code, .bold, ink) + style.paint(": " + shown(diagnostic.summary), .bold)]
        var margin = "  "
        if let origin = diagnostic.origin {
            let number = String(origin.line)
            margin = String(repeating: " ", count: number.count + 2)
            let arrow = style.paint(margin.dropLast() + "-->", .cyan)
            lines.append("\(arrow) \(sources.location(of: origin))")
            lines += excerpt(at: origin, label: diagnostic.label, ink: ink, margin: margin, cursor: &cursor)
        }
        let hasMore = !diagnostic.notes.isEmpty || !diagnostic.related.isEmpty || diagnostic.help != nil
        if diagnostic.origin != nil, hasMore {
            lines.append(style.paint(margin + "|", .cyan))
        }
        let equals = style.paint(margin + "=", .cyan)
        lines += diagnostic.notes.map { "\(equals) \(shown($0))" }
        lines += diagnostic.related.map { "\(equals) \(shown($0.text)) (\(sources.line(of: $0.origin)))" }
        if let help = diagnostic.help {
            lines.append("\(equals) \(style.paint("help:", .bold)) \(shown(help))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The source line under a bar, and the carets with their label under the source line.
    private func excerpt(
        at origin: Origin, label: String, ink: TextStyle.Ink, margin: String, cursor: inout SourceLineCursor
    ) -> [String] {
        let bar = style.paint(margin + "|", .cyan)
        guard let file = sources[origin.file], let line = cursor.line(Int(origin.line), of: file) else {
            return label.isEmpty ? [] : [bar + " " + style.paint(shown(label), ink)]
        }
        let excerpt = SourceExcerpt(line: line, column: Int(origin.column), length: Int(origin.length))
        let carets = String(repeating: "^", count: excerpt.carets)
        let pointer = label.isEmpty ? carets : "\(carets) \(shown(label))"
        let gutter = style.paint(" \(origin.line) |", .cyan)
        return [
            bar,
            excerpt.text.isEmpty ? gutter : "\(gutter) \(excerpt.text)",
            "\(bar) \(String(repeating: " ", count: excerpt.indent))\(style.paint(pointer, .bold, ink))",
        ]
    }

    private func shown(_ text: String) -> String { VisibleText.escape(text) }
}
