internal import Diagnostics

/// Says what libyaml complained of in the words of somebody who has to correct it.
struct SyntaxMistake {
    let complaint: Complaint
    let source: SourceFile
    let file: FileID

    init(_ complaint: Complaint, source: SourceFile, file: FileID) {
        self.complaint = complaint
        self.source = source
        self.file = file
    }

    var diagnostic: Diagnostic {
        switch complaint.kind {
        case .memory: LimitMistake.memory.diagnostic(at: origin(complaint.mark))
        case .encoding: encoding
        case .syntax: syntax
        }
    }

    private var encoding: Diagnostic {
        let mark = source.bytes.starts(with: InputCheck.byteOrderMark) ? InputCheck.byteOrderMark.count : 0
        let place = source.position(ofByte: complaint.offset + mark)
        let at = Origin(file: file, line: place.line, column: place.column)
        if complaint.problem.hasPrefix("control characters") {
            return Diagnostic(
                .error, "yaml.encoding", "a control character", at: at,
                label: "YAML allows none of them here",
                help: "remove it, or write it as an escape in double quotes, such as \"\\x1b\"")
        }
        return Diagnostic(
            .error, "yaml.encoding", "the file is not valid UTF-8", at: at,
            label: "these bytes are no character",
            help: "save the file as UTF-8; it may be in Latin-1 or Windows-1252 now")
    }

    /// In the order of how telling libyaml's words are: what it saw, what it was reading, where.
    private var syntax: Diagnostic {
        let problem = complaint.problem
        if problem.contains("tab character") || startsWithTab { return tab }
        if let diagnostic = UnclosedMistake(self).diagnostic { return diagnostic }
        switch problem {
        case "mapping values are not allowed in this context": return IndentationMistake(self).unexpectedColon
        case "could not find expected ':'": return IndentationMistake(self).missingColon
        case "did not find expected key", "did not find expected '-' indicator":
            return IndentationMistake(self).strayLine
        case "block sequence entries are not allowed in this context":
            return IndentationMistake(self).strayItem
        default: return TokenMistake(self).diagnostic
        }
    }

    private var tab: Diagnostic {
        error(
            "a tab in the indentation", at: complaint.mark, label: "YAML indents with spaces only",
            help: "replace every tab at the start of a line with spaces")
    }

    private var startsWithTab: Bool {
        guard complaint.problem.contains("cannot start any token") else { return false }
        return character(at: complaint.mark) == "\t"
    }
}

extension SyntaxMistake {
    func error(
        _ summary: String, at mark: Mark, length: Int = 1, label: String, notes: [String] = [],
        help: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            .error, "yaml.syntax", summary, at: origin(mark, length: length), label: label, notes: notes,
            help: help)
    }

    func origin(_ mark: Mark, length: Int = 1) -> Origin {
        Origin(file: file, line: mark.line, column: mark.column, length: length)
    }

    /// The characters of a line; empty beyond the end of the file. At most 4,000: no sane line is longer.
    func line(_ number: Int) -> [Unicode.Scalar] {
        guard let bytes = source.line(number) else { return [] }
        return Array(String(decoding: bytes.prefix(4_000), as: UTF8.self).unicodeScalars)
    }

    func character(at mark: Mark) -> Unicode.Scalar? {
        let line = line(mark.line)
        return mark.column >= 1 && mark.column <= line.count ? line[mark.column - 1] : nil
    }
}
