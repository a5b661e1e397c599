import Foundation
import Testing

@testable import Specs

@Suite struct DiagnosticCodeTests {
    @Test func `Every code is used`() throws {
        let folder = repository("Sources/Specs")
        let sources = try FileManager.default.subpathsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".swift") && !$0.hasSuffix("SpecCode.swift") }
            .map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }.joined()
        for code in SpecCode.allCases {
            #expect(sources.contains(".\(code),"), "\(code.rawValue) is given nowhere")
        }
    }
}
