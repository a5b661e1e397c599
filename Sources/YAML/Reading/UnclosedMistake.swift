internal import Diagnostics

/// A quote or bracket without its other half, marked where it opens: where libyaml noticed is far below.
struct UnclosedMistake {
    private let mistake: SyntaxMistake
    private var complaint: Complaint { mistake.complaint }

    init(_ mistake: SyntaxMistake) { self.mistake = mistake }

    /// Nil when the complaint is about something else.
    var diagnostic: Diagnostic? {
        if complaint.context == "while scanning a quoted scalar",
            complaint.problem.hasPrefix("found unexpected")
        {
            return quote
        }
        guard complaint.context.hasPrefix("while parsing a flow") else { return nil }
        switch complaint.problem {
        case "did not find expected ',' or ']'": return bracket("[", "]")
        case "did not find expected ',' or '}'": return bracket("{", "}")
        default: return nil
        }
    }

    private var quote: Diagnostic {
        mistake.error(
            "a quote that is never closed", at: complaint.contextMark,
            label: "the text that starts here has no end",
            notes: ["looked for it up to line \(complaint.mark.line)"],
            help: "close the quote; inside of single quotes write ' as '', inside of double quotes \" as \\\""
        )
    }

    private func bracket(_ open: String, _ close: String) -> Diagnostic {
        if complaint.mark.line == complaint.contextMark.line, mistake.character(at: complaint.mark) != nil {
            return mistake.error(
                "a comma or \(close) is missing", at: complaint.mark,
                label: "expected , or \(close) before this",
                notes: [
                    "the \(open) is in line \(complaint.contextMark.line), column \(complaint.contextMark.column)"
                ],
                help: "separate the entries with commas, and put texts with \(open) \(close) or , in quotes")
        }
        return mistake.error(
            "a \(open) that is never closed", at: complaint.contextMark,
            label: "expected a \(close) for this",
            notes: ["something else came in line \(complaint.mark.line)"],
            help: "close it, or put a text that starts with \(open) in quotes")
    }
}
