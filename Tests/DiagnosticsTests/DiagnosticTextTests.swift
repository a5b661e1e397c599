import Diagnostics
import Testing

@Suite("Diagnostics as text")
struct DiagnosticTextTests {
    private func render(
        _ source: String, line: Int, column: Int, length: Int = 1, style: TextStyle = .plain,
        _ change: (inout Diagnostic) -> Void = { _ in }
    ) -> String {
        render(Array(source.utf8), line: line, column: column, length: length, style: style, change)
    }

    private func render(
        _ source: [UInt8], line: Int, column: Int, length: Int, style: TextStyle = .plain,
        _ change: (inout Diagnostic) -> Void = { _ in }
    ) -> String {
        var sources = SourceMap()
        let file = sources.add(path: "specs/a.yaml", bytes: source)
        let origin = Origin(file: file, line: line, column: column, length: length)
        var diagnostic = Diagnostic(.error, "spec.x", "wrong", at: origin, label: "here")
        change(&diagnostic)
        return DiagnosticText(sources: sources, style: style).render(diagnostic)
    }

    /// The source line and the caret line.
    private func excerpt(_ text: String) -> [String] {
        text.split(separator: "\n").dropFirst(3).prefix(2).map(String.init)
    }

    @Test("What, where, why and what to do are shown")
    func whole() {
        let text = render("a: 1\n\n\n\n\n\n  tier: entreprise\n", line: 7, column: 9, length: 10) {
            $0.summary = "unknown tier \"entreprise\""
            $0.label = "no Tier of this name"
            $0.notes = ["a note"]
            $0.help = "did you mean \"enterprise\"?"
        }
        let expected = """
            error[spec.x]: unknown tier "entreprise"
              --> specs/a.yaml:7:9
               |
             7 |   tier: entreprise
               |         ^^^^^^^^^^ no Tier of this name
               |
               = a note
               = help: did you mean "enterprise"?

            """
        #expect(text == expected)
    }

    @Test("Another place that has to do with it stands behind its text, also where there is no other note")
    func related() {
        let text = render("a: 1\nb: 2\n", line: 1, column: 4) {
            $0.related = [.init("the rule", Origin(file: FileID(0), line: 2, column: 1))]
        }
        #expect(text.hasSuffix("^ here\n   |\n   = the rule (specs/a.yaml:2)\n"))
    }

    @Test("The gutter is as wide as the line number")
    func gutter() {
        let text = render(String(repeating: "\n", count: 122) + "x", line: 123, column: 1)
        #expect(text == "error[spec.x]: wrong\n    --> specs/a.yaml:123:1\n     |\n 123 | x\n     | ^ here\n")
    }

    @Test("A diagnostic without a place, or in a file that nobody has, is shown without a source line")
    func placeless() {
        let sources = SourceMap()
        let text = DiagnosticText(sources: sources)
        #expect(
            text.render(Diagnostic(.warning, "a.b", "odd", help: "look"))
                == "warning[a.b]: odd\n  = help: look\n")
        let origin = Origin(file: FileID(4), line: 2, column: 3)
        #expect(
            text.render(Diagnostic(.blocked, "a.b", "no", at: origin))
                == "blocked[a.b]: no\n  --> file 4:2:3\n")
    }

    @Test(
        "Carets stand under the text that they mark",
        arguments: [
            ("abc", 2, 1, "abc", " ^ here"), ("abc", 2, 99, "abc", " ^^ here"),
            ("abc", 4, 1, "abc", "   ^ here"),
            ("abc", 40, 1, "abc", "   ^ here"), ("a\tb", 3, 1, "a    b", "     ^ here"),
            ("a\tb", 2, 1, "a    b", " ^^^^ here"),
            ("日本 x", 4, 1, "日本 x", "     ^ here"), ("日本", 2, 1, "日本", "  ^^ here"),
            ("e\u{301}x", 3, 1, "e\u{301}x", " ^ here"),
            ("\u{1B}[31m", 2, 4, "\\u{1B}[31m", "      ^^^^ here"),
            ("\u{202E}x", 2, 1, "\\u{202E}x", "        ^ here"),
        ])
    func carets(source: String, column: Int, length: Int, line: String, pointer: String) {
        #expect(
            excerpt(render(source, line: 1, column: column, length: length)) == [
                " 1 | \(line)", "   | \(pointer)",
            ])
    }

    @Test(
        "A long line is cut on both sides of the marked text", arguments: [1, 50, 101, 500, 150_000, 299_990])
    func longLine(_ column: Int) throws {
        let source = String(repeating: "0123456789", count: 30_000)
        let shown = excerpt(render(source, line: 1, column: column, length: 5))
        try #require(shown.count == 2)
        #expect(shown.allSatisfy { $0.unicodeScalars.count <= 120 })
        let line = Array(shown[0].unicodeScalars)
        let caret = try #require(Array(shown[1].unicodeScalars).firstIndex(of: "^"))
        #expect(line[caret] == Array("0123456789".unicodeScalars)[(column - 1) % 10])
        #expect(shown[0].hasSuffix("…") == (column < 299_900))
        #expect(shown[0].contains("| …") == (column > 41))
    }

    @Test("Bytes that are no UTF-8 are shown as replacement characters")
    func invalid() {
        #expect(
            excerpt(render([0x61, 0xFF, 0x62], line: 1, column: 3, length: 1)) == [
                " 1 | a\u{FFFD}b", "   |   ^ here",
            ])
    }

    @Test("No text of a file or message can send a control sequence to the terminal")
    func injection() {
        let evil = "\u{1B}]0;x\u{7}\r\n\u{9B}31m\u{202E}"
        for style in [TextStyle.plain, .colour] {
            let text = render(evil, line: 1, column: 1, style: style) {
                $0.summary = evil
                $0.label = evil
                $0.notes = [evil]
                $0.help = evil
            }
            #expect(!text.contains("\u{1B}]") && !text.contains("\u{7}") && !text.contains("\u{202E}"))
            #expect(!text.unicodeScalars.contains("\u{9B}"))
        }
    }

    @Test("Colours are added to the plain text and change nothing else")
    func colours() {
        let coloured = render("a: b", line: 1, column: 4, style: .colour) { $0.help = "x" }
        let plain = render("a: b", line: 1, column: 4) { $0.help = "x" }
        #expect(coloured.contains("\u{1B}[1;31m"))
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }

    @Test("Several are in the order of files, lines, columns and codes, a blank line between them")
    func order() {
        var sources = SourceMap()
        let first = sources.add(path: "b.yaml", bytes: Array("x\ny".utf8))
        let second = sources.add(path: "a.yaml", bytes: Array("z".utf8))
        let all = [
            Diagnostic(.error, "z", "5", at: Origin(file: second, line: 1, column: 1)),
            Diagnostic(.error, "b", "3", at: Origin(file: first, line: 2, column: 1)),
            Diagnostic(.error, "c", "2", at: Origin(file: first, line: 1, column: 9)),
            Diagnostic(.error, "c", "4", at: Origin(file: first, line: 2, column: 1)),
            Diagnostic(.error, "q", "1"),
        ]
        #expect(all.sorted(by: Diagnostic.precedes).map(\.summary) == ["1", "2", "3", "4", "5"])
        let text = DiagnosticText(sources: sources).render(all)
        #expect(text.split(separator: "\n\n").count == 5)
        #expect(text.contains("b.yaml:2:1\n   |\n 2 | y\n"))
        #expect(text.contains("a.yaml:1:1\n   |\n 1 | z\n"))
    }
}
