import Diagnostics
import Testing

@Suite("The closing line")
struct DiagnosticSummaryTests {
    private let place = Origin(file: FileID(0), line: 1, column: 1)
    private let elsewhere = Origin(file: FileID(3), line: 1, column: 1)

    @Test("Errors say in how many files they are and that nothing was done")
    func errors() {
        let errors = [
            Diagnostic(.error, "a", "", at: place), Diagnostic(.error, "b", "", at: elsewhere),
        ]
        let text = DiagnosticSummary(of: errors, files: 14).text()
        #expect(
            text
                == "2 errors in 2 of 14 files; nothing was planned. Each code is explained in docs/diagnostics.md."
        )
    }

    @Test("Each severity is counted by itself, and warnings prevent nothing")
    func severities() {
        let warning = Diagnostic(.warning, "a", "", at: place)
        let end = " Each code is explained in docs/diagnostics.md."
        #expect(DiagnosticSummary(of: [warning], files: 1).text() == "1 warning in 1 of 1 file." + end)
        let mixed = [warning, Diagnostic(.error, "b", "", at: place), Diagnostic(.blocked, "c", "")]
        let text = DiagnosticSummary(of: mixed, files: 2).text(consequence: "nothing was applied")
        #expect(text == "1 error, 1 blocked change, 1 warning in 1 of 2 files; nothing was applied." + end)
        #expect(DiagnosticSummary(of: [], files: 2).text() == "")
    }
}
