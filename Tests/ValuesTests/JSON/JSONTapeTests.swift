import Testing
import Values

@Suite struct JSONTapeTests {
    private static let page = #"""
        {"kind": "List", "items": [ {"metadata": {"name": "a\"b", "labels": {"k\u0065y": "v"}}},
          {"metadata": {"name": "second"}, "metadata": {"name": "last"}}, [], 17, null, true, 1.5 ],
         "metadata": {"continue": ""}}
        """#
    private let tape: JSONTape
    private let items: [JSONTape.Cursor]

    init() throws {
        tape = try JSONTape(Array(Self.page.utf8))
        items = Array(tape.elements(of: try #require(tape.member("items", of: tape.root))))
    }

    @Test("Members are found by their decoded keys, the last of two, and elements come in order")
    func walking() throws {
        #expect(items.map(tape.kind) == [.object, .object, .array, .number, .null, .bool, .number])
        let name = try #require(tape.member("metadata", "name", of: items[0]))
        #expect(tape.string(of: name) == "a\"b")
        let label = try #require(tape.member("metadata", "labels", "key", of: items[0]))
        #expect(tape.string(of: label) == "v")
        #expect(tape.member("metadata", "name", of: items[1]).flatMap(tape.string) == "last")
        #expect(tape.member("metadata", "continue", of: tape.root).flatMap(tape.string) == "")
    }

    @Test("What is not there is nil, and what is no container holds nothing")
    func missing() {
        #expect(tape.member("none", of: tape.root) == nil)
        #expect(tape.member("kin", of: tape.root) == nil)
        #expect(tape.member("kind", "x", of: tape.root) == nil)
        #expect(tape.member("x", of: items[2]) == nil)
        #expect(Array(tape.elements(of: tape.root)).isEmpty)
        #expect(Array(tape.elements(of: items[2])).isEmpty)
        #expect(tape.string(of: items[3]) == nil)
    }

    @Test("A value cut out as text decodes to the same as on the tape")
    func cutting() throws {
        let whole = try Value(json: Self.page)
        #expect(tape.value(of: tape.root) == whole)
        for (place, item) in items.enumerated() {
            #expect(try tape.text(of: item).decode() == whole[key: "items"]?[index: place])
            #expect(tape.value(of: item) == whole[key: "items"]?[index: place])
        }
        let name = try #require(tape.member("metadata", "name", of: items[0]))
        #expect(String(decoding: tape.bytes[tape.bytes(of: name)], as: UTF8.self) == #""a\"b""#)
        #expect(String(decoding: tape.text(of: items[5]).bytes, as: UTF8.self) == "true")
    }

    @Test("Text kept for later says when it is read that it is no JSON")
    func lateErrors() {
        #expect(throws: JSONError.self) { try JSONText(bytes: Array("{]".utf8)[...]).decode() }
    }

    @Test("A value kept as text comes back equal")
    func keeping() throws {
        let value: Value = ["a": [1, 2.0, .null], "é": "\n"]
        #expect(try JSONText(value).decode() == value)
    }
}
