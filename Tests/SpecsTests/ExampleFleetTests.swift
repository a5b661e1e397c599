import Diagnostics
import Foundation
import Testing

@testable import Specs

@Suite struct ExampleFleetTests {
    @Test func `The example fleet loads without an error or a warning`() async {
        let load = await Fleet.load(folder: repository("specs"))
        #expect(DiagnosticText(sources: load.sources).render(load.diagnostics) == "")
        #expect(load.fleet?.tenants.count == 9)
        #expect(load.counts.documents == load.counts.files)
    }
}

/// A path from the root of this repository.
func repository(_ path: String) -> String {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    return root.appendingPathComponent(path).path
}
