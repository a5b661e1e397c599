import Diagnostics
import TestSupport
import Testing

@testable import YAML

@Suite("Ordinary files")
struct OrdinaryReaderTests {
    private static let tenant = """
        # A tenant
        apiVersion: cadastre.dev/v1
        kind: Tenant
        metadata: {name: nordwind, labels: {a: "b", 'c': d, url: https://a.example:80/x}}
        spec:
          company: Nordwind Parken  # as in the contract
          nothing:
          limits:
            users: -5

            text: "two words: one # sign"
          list:
          - 1
          - [x, {y: 0x1f}, [], {}, 'q']
          - key: a
            other:
            - deep: [08:00-18:00]
              last:
          - plain
          deeper:
              - a
              # a comment
              - b
        ---
        second: [a, b]

        """

    @Test("An ordinary file is read without libyaml")
    func isOrdinary() {
        #expect(OrdinaryReader.read(Array(Self.tenant.utf8), file: FileID(0), limits: YAMLLimits()) != nil)
    }

    @Test(
        "Whatever is not ordinary is left to libyaml",
        arguments: [
            "", "a", "- a: &x b", "a: *x", "a: |\n  b", "a: b\n  c", "a: \"\\n\"", "a: 'it''s'", "a: ä",
            "a:\tb", "? a",
            "a: !!str b", "<<: a", "a: [b,\n  c]", "%YAML 1.2\n---\na: b", "a: b\n...\n", "a: b\r\n",
            "a: b: c",
            "a: b\n b: c", "a:\n  b: c\n d: e", "- a\nb: c", "a: \"b\" c", "\"b\" c: d", "{a: b}: c",
            "a: [b] c", "a : b",
        ])
    func isUnusual(yaml: String) {
        #expect(OrdinaryReader.read(Array(yaml.utf8), file: FileID(0), limits: YAMLLimits()) == nil)
    }

    @Test("Whatever is read as an ordinary file, libyaml reads to the same tree", arguments: 0..<8)
    func agreement(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let signs = Array("[]{}:-\n\"'&*!|>%@,# ?<~a.`".utf8)
        for _ in 0..<2_000 {
            var bytes = Array(Self.tenant.utf8)
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let index = Int.random(in: bytes.indices, using: &random)
                let sign = signs.randomElement(using: &random) ?? 0
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.remove(at: index)
                case 1: bytes.insert(sign, at: index)
                case 2: bytes[index] = sign
                default: bytes.removeSubrange(index...)
                }
                if bytes.isEmpty { bytes = signs }
            }
            compare(bytes)
        }
    }

    @Test("So it is with random signs of YAML", arguments: 0..<8)
    func soup(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed) &+ 100)
        let signs = [
            "[", "]", "{", "}", ":", ": ", ": ", "- ", "- ", "-", "\n", "\n", "\n  ", "\n    ", "?", "\"",
            "'", "#", " #", "---\n",
            "a", "b", "a: b", "\na: ", "\nb:\n", ",", ", ", "<<", "...", "~", "%", " ",
        ]
        for _ in 0..<4_000 {
            let count = Int.random(in: 1...14, using: &random)
            compare(Array((0..<count).map { _ in signs.randomElement(using: &random) ?? "" }.joined().utf8))
        }
    }

    @Test("A limit that a file exceeds is for libyaml to report")
    func limits() {
        var few = YAMLLimits()
        few.maxNodes = 5
        var shallow = YAMLLimits()
        shallow.maxDepth = 2
        var short = YAMLLimits()
        short.maxScalar = 10
        for limits in [few, shallow, short] {
            #expect(OrdinaryReader.read(Array(Self.tenant.utf8), file: FileID(0), limits: limits) == nil)
        }
    }

    private func compare(_ bytes: [UInt8]) {
        guard let tree = OrdinaryReader.read(bytes, file: FileID(0), limits: YAMLLimits()) else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(Diagnostic) {
            let expected = try YAMLTree.parseWithLibrary(bytes, file: FileID(0), limits: YAMLLimits())
            #expect(tree.documents.map(describe) == expected.documents.map(describe), "\(text)")
        } catch {
            Issue.record("libyaml refuses this: \(error.summary)\n\(text)")
        }
    }

    /// All that can be known of a node, with what it holds.
    private func describe(_ node: YAMLNode) -> String {
        let origin = node.origin
        let own =
            "\(node.kind) \(node.style) \(origin.line):\(origin.column)+\(origin.length) \(node.count) <\(node.text)>"
        let inside =
            node.entries.flatMap { [describe($0.key), describe($0.value)] } + node.items.map(describe)
        return "\(own) \(node.tag.map { "\($0)" } ?? "") (\(inside.joined(separator: ", ")))"
    }
}
