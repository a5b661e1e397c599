import Testing
import Values

@Suite struct JSONReadingTests {
    @Test(
        "An error says what and where",
        arguments: [
            ("", "unexpected end", 0, 1, 1), ("{\"a\": 1,\n \"b\" 2}", "expected ':'", 14, 2, 6),
            ("[\"é\", x]", "unexpected character", 7, 1, 7), ("[1 2]", "expected ',' or ']'", 3, 1, 4),
            ("{\"a\":1]", "expected ',' or '}'", 6, 1, 7), ("{a:1}", "expected a key", 1, 1, 2),
            ("1 1", "text after the value", 2, 1, 3), ("[01]", "a number cannot begin with 0", 2, 1, 3),
            ("1.x", "expected a digit", 2, 1, 3), ("[1e400]", "number out of range", 1, 1, 2),
            ("\"\\q\"", "unknown escape", 2, 1, 3),
            ("\"\\u00g0\"", "expected four hexadecimal digits", 5, 1, 6),
            ("\"a\u{1}\"", "control character in a string", 2, 1, 3), ("\"abc", "unexpected end", 4, 1, 5),
        ])
    func errors(text: String, message: String, offset: Int, line: Int, column: Int) throws {
        let error = try #require(throws: JSONError.self) { try Value(json: text) }
        #expect(error.message == message)
        #expect([error.offset, error.line, error.column] == [offset, line, column])
        #expect(error.description == "line \(line), column \(column): \(message)")
    }

    @Test("Text that is not UTF-8 is refused at its first bad byte")
    func invalidText() throws {
        let error = try #require(throws: JSONError.self) { try Value(json: [0x22, 0x61, 0xFF, 0x22]) }
        #expect(error.message == "not valid UTF-8")
        #expect(error.offset == 2)
    }

    @Test(
        "512 values inside each other are read, 513 are refused", arguments: [("[", "]"), ("{\"a\":", "}")])
    func depth(open: String, close: String) throws {
        func nested(_ depth: Int) -> String {
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        }
        let deepest = try Value(json: nested(512))
        #expect(deepest.jsonText == nested(512))
        #expect(throws: JSONError.self) { try Value(json: nested(513)) }
        #expect(throws: JSONError.self) { try JSONTape(Array(nested(100_000).utf8)) }
    }

    @Test("A slice is read as if it were alone")
    func slices() throws {
        let text = Array(#"xx{"a":[1,"é"]}yy"#.utf8)
        #expect(try Value(json: text[2..<(text.count - 2)]) == ["a": [1, "é"]])
        let error = try #require(throws: JSONError.self) { try Value(json: text[2...]) }
        #expect(error.offset == text.count - 4)
        #expect(throws: JSONError.self) { try Value(json: text[2..<8]) }
    }

    @Test("Long keys that repeat, or only resemble each other, stay apart")
    func longKeys() throws {
        let keys = (0..<300).map { "app.kubernetes.io/\($0 % 10)managed-by\($0)" }
        let object = Value.object(Fields(keys.map { ($0, .string($0)) }))
        let list = Value.array([object, object, object])
        #expect(try Value(json: list.json()) == list)
    }
}
