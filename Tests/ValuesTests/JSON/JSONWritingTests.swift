import Testing
import Values

@Suite struct JSONWritingTests {
    private let value: Value = ["b": [1, ["z": .null, "a": "x"]], "é": [], "a": [:], "Z": -0.0]

    @Test(
        "Each form is what it says",
        arguments: [
            (.compact, #"{"b":[1,{"z":null,"a":"x"}],"é":[],"a":{},"Z":-0.0}"#),
            (.canonical, #"{"Z":0.0,"a":{},"b":[1,{"a":"x","z":null}],"é":[]}"#),
            (
                .pretty,
                """
                {
                  "b": [
                    1,
                    {
                      "z": null,
                      "a": "x"
                    }
                  ],
                  "é": [],
                  "a": {},
                  "Z": -0.0
                }
                """
            ),
        ] as [(JSONForm, String)])
    func forms(form: JSONForm, text: String) {
        #expect(String(decoding: value.json(form), as: UTF8.self) == text)
    }

    @Test("Canonical keys are sorted by their bytes, not by their letters")
    func order() {
        let value: Value = [
            "\u{FF5E}": 1, "\u{1F600}": 2, "a": 3, "B": 4, "e\u{301}": 5, "\u{E9}": 6, "ea": 7,
        ]
        let text = String(decoding: value.json(.canonical), as: UTF8.self)
        #expect(
            text == "{\"B\":4,\"a\":3,\"ea\":7,\"e\u{301}\":5,\"\u{E9}\":6,\"\u{FF5E}\":1,\"\u{1F600}\":2}")
    }

    @Test(
        "Numbers keep their kind and read back as the same",
        arguments: [
            (.int(1), "1"), (.double(1), "1.0"), (.int(.min), "-9223372036854775808"), (.double(0.1), "0.1"),
            (.double(1e16), "1e+16"), (.double(.leastNonzeroMagnitude), "5e-324"), (.double(100), "100.0"),
            (.double(.greatestFiniteMagnitude), "1.7976931348623157e+308"),
        ] as [(Value, String)])
    func numbers(value: Value, text: String) throws {
        #expect(value.jsonText == text)
        #expect(try Value(json: text) == value)
    }

    @Test("What JSON has no number for becomes null", arguments: [Double.nan, .infinity, -.infinity])
    func noNumber(number: Double) { #expect(Value.double(number).jsonText == "null") }

    @Test("Only control characters, the quote and the backslash are escaped")
    func escapes() throws {
        let short: [UInt32: String] = [
            0x08: "\\b", 0x09: "\\t", 0x0A: "\\n", 0x0C: "\\f", 0x0D: "\\r", 0x22: "\\\"", 0x5C: "\\\\",
        ]
        for code in UInt32(0)..<0x3000 {
            let scalar = try #require(Unicode.Scalar(code))
            let digits = String(code, radix: 16)
            let long =
                code < 0x20
                ? "\\u" + String(repeating: "0", count: 4 - digits.count) + digits : String(scalar)
            #expect(Value.string("a\(scalar)").jsonText == "\"a\(short[code] ?? long)\"")
        }
    }
}
