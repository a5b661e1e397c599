import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Specs

/// Each folder in Cases is named by a code and holds files that lead to it; they replace files of the same name in
/// Base, a small fleet without a mistake.
@Suite struct DiagnosticCaseTests {
    private static let folderCases = ["spec.folder-not-found", "spec.no-files", "spec.unreadable"]

    @Test(arguments: goldenCases().filter { !folderCases.contains($0) })
    func `Each mistake is explained where it was made`(name: String) async throws {
        var files: [String: [UInt8]] = [:]
        for folder in ["Base", "Cases/\(name)"] {
            for file in try yamlFiles(in: folder) { files[file] = try fixture("\(folder)/\(file)") }
        }
        let load = await Fleet.load(files: files.map { SpecFile(path: "specs/\($0.key)", bytes: $0.value) })
        let text = DiagnosticText(sources: load.sources).render(load.diagnostics)
        #expect(load.diagnostics.contains { $0.code == name })
        #expect((load.fleet == nil) == load.diagnostics.contains { $0.severity == .error })
        expectGolden(text, at: "Cases/\(name)/expected.txt")
    }

    @Test func `The base of the cases has no mistake`() async throws {
        let files = try yamlFiles(in: "Base").map { SpecFile(path: $0, bytes: try fixture("Base/\($0)")) }
        let load = await Fleet.load(files: files)
        #expect(load.diagnostics == [])
        #expect(load.fleet != nil)
    }

    @Test(arguments: folderCases)
    func `A folder that cannot be read is explained`(name: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        if name != "spec.folder-not-found" {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        if name == "spec.unreadable" {
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/moved.yaml", withDestinationPath: folder + "/nowhere")
        }
        let load = await Fleet.load(folder: folder)
        #expect(load.diagnostics.map(\.code) == [name])
        #expect(load.fleet == nil)
        let text = DiagnosticText(sources: load.sources).render(load.diagnostics)
        expectGolden(text.replacingOccurrences(of: folder, with: "specs"), at: "Cases/\(name)/expected.txt")
    }
}

private func yamlFiles(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: repository("Tests/SpecsTests/\(folder)"))
        .filter { $0.hasSuffix(".yaml") }
}
