internal import Diagnostics

/// Characters that mean something to YAML which was not meant, and whatever has no words of its own.
struct TokenMistake {
    private let mistake: SyntaxMistake
    private var complaint: Complaint { mistake.complaint }

    init(_ mistake: SyntaxMistake) { self.mistake = mistake }

    var diagnostic: Diagnostic {
        switch (complaint.context, complaint.problem) {
        case (_, "found character that cannot start any token"): reserved
        case ("while scanning an alias", _): sigil("*", "an alias, the repetition of something before")
        case ("while scanning an anchor", _): sigil("&", "an anchor, a name for an alias")
        case ("while parsing a tag", _), ("while scanning a tag", _), (_, "found undefined tag handle"): tag
        case (_, "found unknown escape character"): escape
        case (_, "did not find expected hexdecimal number"),
            (_, "found invalid Unicode character escape code"):
            mistake.error(
                "an escape that is no character", at: complaint.mark, label: "expected hexadecimal digits",
                help: "write \\xHH, \\uHHHH or \\UHHHHHHHH, or use single quotes, which know no escapes")
        case (_, "mapping keys are not allowed in this context"):
            mistake.error(
                "a ? where no key can be", at: complaint.mark, label: "`? ` starts a key in its long form",
                help: "put a text that starts with ? in quotes")
        case (_, "did not find expected <document start>"):
            mistake.error(
                "text after the end of the document", at: complaint.mark,
                label: "the document ends before this",
                help: "put one value into a document; separate documents with a line `---`")
        case (_, "did not find expected node content"): missingValue
        case ("while scanning a block scalar", _): block
        case (_, "found incompatible YAML document"): directive
        case (let context, let problem) where (context + problem).contains("directive"): directive
        default: unexplained
        }
    }

    private var reserved: Diagnostic {
        let character = mistake.character(at: complaint.mark).map(String.init) ?? "this"
        return mistake.error(
            "a value cannot start with \(character)", at: complaint.mark,
            label: "YAML keeps this character for itself",
            help: "put the value in quotes")
    }

    private func sigil(_ sign: String, _ meaning: String) -> Diagnostic {
        mistake.error(
            "a \(sign) without a name", at: complaint.contextMark, label: "\(sign) starts \(meaning)",
            help: "put a text that starts with \(sign) in quotes")
    }

    private var tag: Diagnostic {
        mistake.error(
            "a tag that cannot be read", at: complaint.contextMark,
            label: "! starts a tag, which says a value's type",
            help: "put a text that starts with ! in quotes")
    }

    private var escape: Diagnostic {
        let line = mistake.line(complaint.mark.line)
        let character = complaint.mark.column < line.count ? String(line[complaint.mark.column]) : ""
        return mistake.error(
            "unknown escape \\\(character)", at: complaint.mark, length: 2,
            label: "inside of double quotes \\ starts an escape",
            help: "write \\\\ for a backslash, or use single quotes, which know no escapes")
    }

    private var directive: Diagnostic {
        mistake.error(
            "a directive that cannot be read", at: complaint.mark,
            label: "a line that starts with % is for YAML",
            help: "remove the line; no file needs more than `%YAML 1.2`")
    }

    private var missingValue: Diagnostic {
        mistake.error(
            "a value is missing", at: complaint.mark, label: "expected a value before this",
            help: "write the value; put a text that starts with one of , ] } ? : - in quotes")
    }

    private var block: Diagnostic {
        mistake.error(
            "text in the line of a block's | or >", at: complaint.mark,
            label: "expected the end of the line here",
            help:
                "begin the block's text in the next line, indented; put a text that starts with | or > in quotes"
        )
    }

    private var unexplained: Diagnostic {
        let context = complaint.context.isEmpty ? "" : " \(complaint.context)"
        return mistake.error(
            "this is not valid YAML", at: complaint.mark, label: complaint.problem + context,
            help: "check the indentation and the quotes here and in the lines above")
    }
}
