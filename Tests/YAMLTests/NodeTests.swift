import Diagnostics
import Testing
import YAML

@Suite("Nodes")
struct NodeTests {
    @Test("Entries and items keep the order of the file")
    func order() throws {
        let root = try root(of: "b: 1\na: [x, {k: v}, z]\nc:\n  - 1\n  - 2\n")
        #expect(root.entries.map(\.key.text) == ["b", "a", "c"])
        #expect(root["a"]?.items.map(\.text) == ["x", "", "z"])
        #expect(root["a"]?.items.map(\.kind) == [.scalar, .mapping, .scalar])
        #expect(root["c"]?.count == 2)
        #expect(root.count == 3)
    }

    @Test("A key is found by its text, whatever follows or contains it")
    func lookup() throws {
        let root = try root(of: "ab: 1\na: {b: 2}\n\"\": 3\n")
        #expect(root["a"]?["b"]?.text == "2")
        #expect(root["b"] == nil)
        #expect(root[""]?.text == "3")
        let key = "a"
        #expect(root[key + "b"]?.text == "1")
        #expect(root["a"]?["b"]?["c"] == nil)
    }

    @Test("An alias is read as what it repeats, also as a key and through other aliases")
    func aliases() throws {
        let root = try root(of: "a: &a {x: &k key}\nb: &b [*a, *a]\nc: *b\n*k : value\n")
        #expect(root["c"]?.items.map { $0["x"]?.text } == ["key", "key"])
        #expect(root["key"]?.text == "value")
        #expect(root["c"]?.origin.line == 2)
    }

    @Test("The last anchor of a name counts, and none outlives its document")
    func anchors() throws {
        #expect(try root(of: "[&a 1, &a 2, *a]").items.map(\.text) == ["1", "2", "2"])
        #expect(try root(of: "[&a [&a 1, 2], *a]").items.map(\.text) == ["", "1"])
        #expect(code(of: "&a 1\n---\n*a\n") == "yaml.unknown-alias")
    }

    @Test(
        "A scalar's origin is where it is written and as long",
        arguments: [
            ("tier: entreprise", 1, 7, 10), ("a: 1\nk: \"x y\"  # c", 2, 4, 5), ("k: [a, b]", 1, 4, 6),
            ("k:", 1, 3, 1), ("k: 'ä日'", 1, 4, 4), ("k: |\n  text", 1, 4, 1), ("k:\n  inner: 1", 2, 3, 5),
        ])
    func origin(text: String, line: Int, column: Int, length: Int) throws {
        let value = try #require(try root(of: text).entries.map(\.value).last)
        #expect(value.origin == Origin(file: FileID(0), line: line, column: column, length: length))
    }

    @Test("Every document has a root, and a file without content has none")
    func documents() throws {
        #expect(try parse("a: 1\n---\n- 2\n---\n").documents.map(\.kind) == [.mapping, .sequence, .scalar])
        for text in ["", "# nothing\n", "\u{FEFF}"] { #expect(try parse(text).documents.isEmpty) }
        #expect(try parse("\u{FEFF}a: 1").documents.first?["a"]?.origin.column == 4)
    }

    @Test("Text that YAML escapes or folds is undone")
    func text() throws {
        let root = try root(of: #"{a: "\u00e9\n", b: 'it''s', c: plain text}"#)
        #expect(root.entries.map(\.value.text) == ["é\n", "it's", "plain text"])
        #expect(root.entries.map(\.value.style) == [.doubleQuoted, .singleQuoted, .plain])
        #expect(try YAMLTests.root(of: ">-\n  a\n  b\n").text == "a b")
    }

}
