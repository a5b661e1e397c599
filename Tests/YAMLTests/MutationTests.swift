import Diagnostics
import TestSupport
import Testing
import YAML

@Suite("Damaged files")
struct MutationTests {
    private let valid = """
        # A tenant
        apiVersion: cadastre.dev/v1
        kind: Tenant
        metadata: {name: nordwind, labels: &labels {a: "b", 'c': d}}
        spec:
          company: "Nordwind \\u00e4 Parken"
          limits: *labels
          text: |-
            two
              lines
          folded: >
            more
          list:
          - 1
          - [x, {y: 0x1f}, !!str 5]
          - ? key
            : ~
        ---
        Grüße: 日本語 🎉
        ...

        """

    @Test("Whatever bytes are changed, a file is read or refused with a place inside of it", arguments: 0..<8)
    func mutations(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let original = Array(valid.utf8)
        for _ in 0..<500 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes, &random) }
            read(bytes)
        }
    }

    @Test("Whatever a file is cut to, it is read or refused")
    func cuts() {
        let bytes = Array(valid.utf8)
        for length in 0..<bytes.count { read(Array(bytes[..<length])) }
    }

    @Test("Random signs of YAML are read or refused", arguments: 0..<4)
    func soup(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed) &+ 100)
        let signs = [
            "[", "]", "{", "}", ":", ": ", "- ", "-", "\n", "\n  ", "?", "\"", "'", "&a ", "*a", "!", "|",
            ">", "\t", "#",
            "%TAG", "---\n", "a", "ä", "\\", ",", "<<", "\u{85}", "\u{2028}", "\r", "\r\n", "0", "~",
        ]
        for _ in 0..<500 {
            let count = Int.random(in: 1...40, using: &random)
            let text = (0..<count).map { _ in signs.randomElement(using: &random) ?? "" }.joined()
            read(Array(text.utf8))
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard let index = bytes.indices.randomElement(using: &random) else { return }
        let signs = Array("[]{}:-\n\t\"'&*!|>%@,# ?<\u{0}~".utf8) + [0xFF, 0xC3, 0x80, 0x1B]
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[index] = .random(in: 0...255, using: &random)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(signs.randomElement(using: &random) ?? 0, at: index)
        default: bytes[index] = signs.randomElement(using: &random) ?? 0
        }
    }

    /// Walks all that was read, or checks where it was refused and that this can be shown.
    private func read(_ bytes: [UInt8]) {
        var sources = SourceMap()
        let file = sources.add(path: "mutated.yaml", bytes: bytes)
        do throws(Diagnostic) {
            let tree = try YAMLTree.parse(bytes, file: file)
            let visited = tree.documents.reduce(0) { $0 + visit($1) }
            #expect(visited >= tree.documents.count)
            #expect(tree.duplicateKeys().count <= tree.nodeCount)
        } catch {
            let text = DiagnosticText(sources: sources).render(error)
            let control = text.unicodeScalars.first { $0.value < 0x20 && $0 != "\n" }
            #expect(control == nil, "\(text)")
            let line = sources[file]?.line(Int(error.origin?.line ?? 0))
            let isAfterEnd = sources[file]?.line(Int(error.origin?.line ?? 0) - 1) != nil
            #expect(line != nil || isAfterEnd, "\(text)")
        }
    }

    private func visit(_ node: YAMLNode) -> Int {
        _ = try? node.scalar
        var count = 1
        for (key, value) in node.entries { count += visit(key) + visit(value) }
        for item in node.items { count += visit(item) }
        return count
    }
}
