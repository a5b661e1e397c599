import TestSupport
import Testing
import Values

@testable import Specs

@Suite struct SchemaTests {
    @Test(arguments: SpecKind.allCases)
    func `The schemas in the repository are those of the shapes`(kind: SpecKind) {
        let text = String(decoding: SpecSchema.json(for: kind).json(.pretty), as: UTF8.self) + "\n"
        expectGolden(text, at: "../../schemas/\(kind.rawValue.lowercased()).json")
    }

    @Test func `The reference page in the repository is that of the shapes`() {
        expectGolden(SpecReference.markdown(), at: "../../docs/specs.md")
    }
}
