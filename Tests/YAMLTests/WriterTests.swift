import Diagnostics
import Foundation
import TestSupport
import Testing
import YAML

@Suite("Written YAML")
struct WriterTests {
    static let tricky = [
        "", " ", "a", "yes", "no", "on", "off", "y", "n", "Y", "NO", "true", "False", "null", "~", "1", "-1",
        "+1", "1_000",
        "0777", "0o17", "0x1F", "0b11", "12:30:45", "1e3", "1.5", ".5", "5.", ".inf", "-.INF", ".nan",
        "2026-01-01",
        "2026-01-01T10:00:00Z", "2026-01-01 10:00:00", "1.2.3", "10.0.0.1", "10.0.0.0/16", "500m", "20Gi",
        "30d", "3f2c1a9", "-", "- a",
        "-a", "?", "? a", "?a", ":", "a:", "a: b", "a:b", "a #b", "a#b", "#a", "[a", "{a", "]", "}", ",",
        "&a", "*a", "!a", "|",
        ">", "'", "\"", "it's", "say \"x\"", "%a", "@a", "`a", "=", "<<", "---", "--- a", "...", "....", "a ",
        " a", "a\tb", "\t",
        "a\nb", "a\nb\n", "a\n\nb\n\n", "\na", "\n", "\n\n", " a\nb", "a\n  b\n c", "a \nb", "a\n ", "a\n\n ",
        "a\r\nb", "\r", "#a\n#b",
        "- a\n- b\n", "a: 1\nb: 2\n", "---\na", "a\n---\nb\n", "a\n...\n", "\u{0}", "\u{1B}[31m", "\u{7F}",
        "\u{85}", "a\u{2028}b", "\u{FEFF}a",
        "ä", "日本語", "🎉", "🎉\nb", "e\u{301}", "\u{202E}x", "\\", "\\n", "C:\\x", "{{ x }}", "http://x/y?z=1#a",
        "key: |", "\u{FFFE}",
        String(repeating: "long ", count: 60) + "end", String(repeating: "x", count: 300),
        "a\n" + String(repeating: "y z ", count: 50) + "q",
    ]

    @Test("A string reads back as it was, for us and for PyYAML, as item, value, key and document")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 7)
        let signs = Array("ab01 \n\t:#-?,[]{}&*!|>'\"%@`.~\\_+eäé日🎉\u{85}\u{2028}\r\u{0}").map(String.init)
        let strings =
            Self.tricky
            + (0..<2_000).map { _ in
                (0..<Int.random(in: 1...9, using: &random)).map { _ in
                    signs.randomElement(using: &random) ?? ""
                }
                .joined()
            }
        var writer = YAMLWriter()
        for text in strings {
            writer.beginDocument()
            writer.beginMapping()
            writer.key("value")
            writer.string(text)
            writer.key(text)
            writer.beginSequence()
            writer.string(text)
            writer.beginMapping()
            writer.key("inner")
            writer.string(text)
            writer.end()
            writer.end()
            writer.end()
            writer.endDocument()
            writer.beginDocument()
            writer.string(text)
            writer.endDocument()
        }
        let bytes = try writer.finish()
        let documents = try YAMLTree.parse(bytes, file: FileID(0)).documents
        try #require(documents.count == 2 * strings.count)
        for (index, text) in strings.enumerated() {
            let mapping = documents[2 * index]
            let items = mapping.entries.map(\.value).last.map { Array($0.items) } ?? []
            let read: [YAMLNode?] = [
                mapping["value"], mapping.entries.map(\.key).last, items.first, items.last?["inner"],
                documents[2 * index + 1],
            ]
            for node in read {
                #expect(try node?.scalar == .string(text))
                #expect(node.map { Array($0.utf8) } == Array(text.utf8))
            }
        }
        let expected = strings.map {
            $0.utf8.map { String($0 / 16, radix: 16) + String($0 % 16, radix: 16) }.joined(separator: " ")
        }
        #expect(try PythonReader.strings(in: bytes) == expected)
    }

    @Test("A file reads well: the text itself is expected")
    func layout() throws {
        var writer = YAMLWriter()
        writer.beginDocument()
        writer.beginMapping()
        writer.key("kind")
        writer.string("ConfigMap")
        writer.key("data")
        writer.beginMapping()
        writer.key("on")
        writer.string("no")
        writer.key("script")
        writer.string("set -e\nexec app\n")
        writer.key("empty")
        writer.beginMapping()
        writer.end()
        writer.end()
        writer.key("items")
        writer.beginSequence()
        writer.int(-5)
        writer.double(1e20)
        writer.double(0.1)
        writer.bool(true)
        writer.null()
        writer.beginMapping()
        writer.key("name")
        writer.string("Grüße")
        writer.key("port")
        writer.int(80)
        writer.end()
        writer.beginSequence()
        writer.end()
        writer.end()
        writer.end()
        writer.endDocument()
        writer.beginDocument()
        writer.string("second")
        writer.endDocument()
        expectGolden(String(decoding: try writer.finish(), as: UTF8.self), at: "Written/layout.yaml")
    }

    @Test(
        "A number reads back as it was, for us",
        arguments: [
            0, -0.5, 1, 1e20, 1e21, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, -.infinity,
            0.1,
        ])
    func doubles(_ value: Double) throws {
        var writer = YAMLWriter()
        writer.beginDocument()
        writer.double(value)
        writer.endDocument()
        let text = String(decoding: try writer.finish(), as: UTF8.self)
        #expect(try root(of: text).scalar == .float(value))
    }

    @Test("What is not whole cannot be written")
    func unfinished() {
        #expect(throws: YAMLWriter.Failure.self) {
            var writer = YAMLWriter()
            writer.beginDocument()
            writer.beginMapping()
            return try writer.finish()
        }
        #expect(throws: YAMLWriter.Failure.self) {
            var writer = YAMLWriter()
            writer.string("outside of a document")
            return try writer.finish()
        }
        #expect(throws: YAMLWriter.Failure.self) {
            var writer = YAMLWriter()
            writer.beginDocument()
            writer.end()
            return try writer.finish()
        }
    }
}
