import Diagnostics
import TestSupport
import Testing
import YAML

@Suite("Mistakes in YAML")
struct MistakeTests {
    @Test("Each is shown with its place, its reason and what to do", arguments: goldenCases())
    func isExplained(_ name: String) throws {
        let bytes = try fixture("Cases/\(name)/input.yaml")
        var sources = SourceMap()
        let file = sources.add(path: "specs/\(name).yaml", bytes: bytes)
        var limits = YAMLLimits()
        limits.maxScalar = 2_000
        let found = diagnostics(of: bytes, file: file, limits: limits)
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.code.hasPrefix("yaml.") && $0.help != nil })
        expectGolden(DiagnosticText(sources: sources).render(found), at: "Cases/\(name)/expected.txt")
    }

    private func diagnostics(of bytes: [UInt8], file: FileID, limits: YAMLLimits) -> [Diagnostic] {
        do throws(Diagnostic) {
            return try YAMLTree.parse(bytes, file: file, limits: limits).duplicateKeys()
        } catch {
            return [error]
        }
    }
}
