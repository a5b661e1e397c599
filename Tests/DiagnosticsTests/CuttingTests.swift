import Diagnostics
import Testing

@Suite("A line that is cut to a terminal's width")
struct CuttingTests {
    @Test(
        "It never takes more cells, and says that it was cut",
        arguments: [
            ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("日本", 4, "日本"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
            ("e\u{301}e\u{301}", 2, "e\u{301}e\u{301}"), ("abc", 1, "…"), ("abc", 0, ""), ("", 0, ""),
        ])
    func cells(_ line: String, _ width: Int, _ cut: String) {
        #expect(VisibleText.cut(line, to: width) == cut)
        #expect(VisibleText.width(of: VisibleText.cut(line, to: width)) <= width)
    }

    @Test("What paints takes no cell, and does not run on into the next line")
    func paint() {
        let line = TextStyle.colour.paint("abc", .bold, .red) + "def"
        #expect(VisibleText.cut(line, to: 6) == line)
        #expect(VisibleText.cut(line, to: 5) == "\u{1B}[1;31mabc\u{1B}[0md\u{1B}[0m…")
        #expect(VisibleText.cut(line, to: 3) == "\u{1B}[1;31mab\u{1B}[0m…")
    }
}
