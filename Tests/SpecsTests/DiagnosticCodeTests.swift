import Foundation
import Testing

@testable import Specs

@Suite struct DiagnosticCodeTests {
    @Test func `Every code of YAML and of specs is explained, and nothing else is`() throws {
        let page = try String(contentsOfFile: repository("docs/diagnostics.md"), encoding: .utf8)
        let explained = page.split(separator: "\n").filter { $0.hasPrefix("### ") }.map {
            String($0.dropFirst(4))
        }
        .filter { $0.hasPrefix("spec.") || $0.hasPrefix("yaml.") }
        #expect(Set(explained).count == explained.count)
        #expect(Set(explained).symmetricDifference(try emittedCodes()) == [])
    }

    @Test func `Every code has a case with its whole text`() throws {
        var shown: Set<String> = []
        for folder in ["Tests/SpecsTests/Cases", "Tests/YAMLTests/Cases"] {
            for path in try files(in: folder, named: "expected.txt") {
                let text = try String(contentsOfFile: path, encoding: .utf8)
                for match in text.matches(of: /^(?:error|warning)\[([a-z.-]+)\]/.anchorsMatchLineEndings()) {
                    shown.insert(String(match.1))
                }
            }
        }
        // For whoever reads a node's scalar without looking at its kind first; the specs' forms look.
        #expect(try emittedCodes().subtracting(shown) == ["yaml.not-scalar"])
    }

    @Test func `Every code is used`() throws {
        let sources = try files(in: "Sources/Specs", named: ".swift").filter {
            !$0.hasSuffix("SpecCode.swift")
        }
        .map { try String(contentsOfFile: $0, encoding: .utf8) }.joined()
        for code in SpecCode.allCases {
            #expect(sources.contains(".\(code),"), "\(code.rawValue) is given nowhere")
        }
    }
}

private func emittedCodes() throws -> Set<String> {
    var codes = Set(SpecCode.allCases.map(\.rawValue))
    for path in try files(in: "Sources/YAML", named: ".swift") {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for match in text.matches(of: /"(yaml\.[a-z-]+)"/) { codes.insert(String(match.1)) }
    }
    return codes
}

private func files(in folder: String, named ending: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: repository(folder))
        .filter { $0.hasSuffix(ending) }.map { repository(folder) + "/" + $0 }
}
