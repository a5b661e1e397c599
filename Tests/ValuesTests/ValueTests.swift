import Testing
import Values

@Suite struct ValueTests {
    @Test("Literals give the value they look like")
    func literals() throws {
        let value: Value = [
            "none": .null, "flag": true, "count": 3, "share": 0.5, "name": "a\(1)", "list": [1, "x", []],
            "empty": [:],
        ]
        let text =
            #"{"none":null,"flag":true,"count":3,"share":0.5,"name":"a1","list":[1,"x",[]],"empty":{}}"#
        #expect(value.jsonText == text)
        #expect(try Value(json: text) == value)
    }

    @Test(
        "Values that differ in kind, order of elements or bytes of text are different",
        arguments: [
            (1, 1.0), (0, false), (.null, false), ("", .null), ([1, 2], [2, 1]), ([:], []), ("1", 1),
            ("\u{E9}", "e\u{301}"), ("K", "\u{212A}"), ("\u{212B}", "A\u{30A}"),
            (["\u{E9}": 1], ["e\u{301}": 1]), (["a": 1], ["a": 2]), (["a": 1], ["b": 1]),
            (["a": 1], ["a": 1, "b": 2]),
        ] as [(Value, Value)])
    func difference(left: Value, right: Value) {
        #expect(left != right)
        #expect(right != left)
        #expect(Fingerprint.of(left) != Fingerprint.of(right))
    }

    @Test(
        "Equal values have equal hashes, canonical texts and fingerprints",
        arguments: [
            (["a": 1, "b": ["c": 2, "d": 3]], ["b": ["d": 3, "c": 2], "a": 1]),
            (.double(0), .double(-0.0)), (.double(.nan), .double(-.nan)),
            (.array([.double(.nan)]), .array([.double(.nan)])),
        ] as [(Value, Value)])
    func equality(left: Value, right: Value) {
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left.json(.canonical) == right.json(.canonical))
        #expect(Fingerprint.of(left) == Fingerprint.of(right))
    }

    @Test("Accessors answer for their own kind only")
    func accessors() {
        let all: [Value] = [.null, true, 7, 1.5, "s", [1], ["k": 1]]
        #expect(all.map(\.isNull) == [true, false, false, false, false, false, false])
        #expect(all.map(\.bool) == [nil, true, nil, nil, nil, nil, nil])
        #expect(all.map(\.int) == [nil, nil, 7, nil, nil, nil, nil])
        #expect(all.map(\.double) == [nil, nil, 7, 1.5, nil, nil, nil])
        #expect(all.map(\.string) == [nil, nil, nil, nil, "s", nil, nil])
        #expect(all.map(\.array) == [nil, nil, nil, nil, nil, [1], nil])
        #expect(all.map(\.fields) == [nil, nil, nil, nil, nil, nil, ["k": 1]])
        #expect(all.map { $0[key: "k"] } == [nil, nil, nil, nil, nil, nil, .int(1)])
        #expect(all.map { $0[index: 0] } == [nil, nil, nil, nil, nil, .int(1), nil])
        #expect(([1, 2] as Value)[index: 2] == nil)
        #expect(([1, 2] as Value)[index: -1] == nil)
    }
}
