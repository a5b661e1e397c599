internal import Diagnostics

/// Lines that do not fit together: colons, dashes and indentation.
struct IndentationMistake {
    private let mistake: SyntaxMistake
    private var complaint: Complaint { mistake.complaint }

    init(_ mistake: SyntaxMistake) { self.mistake = mistake }

    /// A colon where no key can be: a second one in its line, or after a line that has no space after its own.
    var unexpectedColon: Diagnostic {
        let mark = complaint.mark
        let line = mistake.line(mark.line)
        let before = line.prefix(max(0, mark.column - 1))
        if let first = separator(in: before) {
            let value = String(String.UnicodeScalarView(line.dropFirst(first + 1))).trimmed
            let isQuotable = !value.contains("\"") && !value.contains("#") && value.count <= 60
            return mistake.error(
                "a second colon in one line", at: mark, label: "a value cannot be a key again",
                help: isQuotable
                    ? "put the value in quotes if it is a text: \"\(value)\""
                    : "put the value in quotes if it is a text")
        }
        if let above = lineAbove(mark.line) {
            if let colon = gluedColon(in: above.text) {
                return missingSpace(line: above.number, column: colon + 1)
            }
            if indentation(of: line) > indentation(of: above.text), separator(in: above.text[...]) != nil {
                let start = indentation(of: line)
                return mistake.error(
                    "a key below a value", at: Mark(line: mark.line, column: start + 1),
                    length: max(1, mark.column - 1 - start),
                    label: "indented as if it belonged to line \(above.number), which has a value already",
                    help: "give it the indentation of line \(above.number), or remove the value there")
            }
        }
        return mistake.error(
            "a colon where no key can be", at: mark, label: "the text before this cannot be a key here",
            help: "check the indentation, and put texts with a colon in quotes")
    }

    /// A line that should be `key: value` and has no colon, or none with a space after it.
    var missingColon: Diagnostic {
        let mark = complaint.contextMark
        let line = mistake.line(mark.line)
        if let colon = gluedColon(in: line) { return missingSpace(line: mark.line, column: colon + 1) }
        let length = String(String.UnicodeScalarView(line.dropFirst(mark.column - 1))).trimmed.unicodeScalars
            .count
        return mistake.error(
            "a line without a colon", at: mark, length: length, label: "expected `key: value`",
            help: "write a colon and a space after the key; indent further what belongs to the line above")
    }

    /// What is neither in the mapping or list before it nor outside of it.
    var strayLine: Diagnostic {
        let isList = complaint.problem.contains("'-'")
        let mark = complaint.mark
        let line = mistake.line(mark.line)
        let expected = isList ? "the next `- item` of the list" : "the next `key: value` of the mapping"
        let start =
            "that starts in line \(complaint.contextMark.line), column \(complaint.contextMark.column)"
        let isFirst = line.prefix(max(0, mark.column - 1)).allSatisfy { $0 == " " }
        guard isFirst else {
            return mistake.error(
                "text after the end of a value", at: mark, label: "the value ends before this",
                notes: ["expected \(expected) \(start)"],
                help: "put the whole value in quotes; inside of double quotes write \" as \\\"")
        }
        let isSameColumn = mark.column == complaint.contextMark.column
        return mistake.error(
            isSameColumn ? "a line of another kind" : "a line that is indented like none before it", at: mark,
            length: max(1, String(String.UnicodeScalarView(line)).trimmed.unicodeScalars.count),
            label: "expected \(expected)", notes: ["it is the \(isList ? "list" : "mapping") \(start)"],
            help: "indent with spaces so that lines which belong together start in the same column")
    }

    /// A dash where no list can start.
    var strayItem: Diagnostic {
        mistake.error(
            "a list item where no list can start", at: complaint.mark, label: "a list cannot begin here",
            help:
                "begin a list in a line of its own below the key, and give all its dashes the same indentation"
        )
    }

    private func missingSpace(line: Int, column: Int) -> Diagnostic {
        mistake.error(
            "no space after a colon", at: Mark(line: line, column: column),
            label: "expected a space after this",
            help: "write `key: value`; without the space the whole line is one text")
    }
}

extension IndentationMistake {
    /// The nearest line above that says something.
    private func lineAbove(_ number: Int) -> (number: Int, text: [Unicode.Scalar])? {
        for above in stride(from: number - 1, through: max(1, number - 10), by: -1) {
            let text = mistake.line(above)
            let first = text.first { $0 != " " }
            if let first, first != "#" { return (above, text) }
        }
        return nil
    }

    private func indentation(of line: [Unicode.Scalar]) -> Int { line.prefix { $0 == " " }.count }

    /// Where the first colon is that separates a key from its value.
    private func separator(in line: ArraySlice<Unicode.Scalar>) -> Int? {
        line.indices.first { index in
            line[index] == ":" && (index + 1 == line.endIndex || line[index + 1] == " ")
        }
    }

    /// Where `key:value` has its colon, in a line that has no other; nil as well for addresses such as `http://`.
    private func gluedColon(in line: [Unicode.Scalar]) -> Int? {
        guard separator(in: line[...]) == nil, let colon = line.firstIndex(of: ":"), colon > 0 else {
            return nil
        }
        let key = line[..<colon].drop { $0 == " " || $0 == "-" }
        let isName = key.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
                || "-_./".unicodeScalars.contains($0)
        }
        guard isName, !key.isEmpty, line[(colon + 1)...].first != "/" else { return nil }
        return colon
    }
}

extension String {
    fileprivate var trimmed: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let start = drop(while: isBlank)
        return String(start.reversed().drop(while: isBlank).reversed())
    }
}
