import Testing
import Values

@Suite struct FieldsTests {
    @Test("Members keep the order they came in, and a changed one keeps its place")
    func order() {
        var fields: Fields = ["z": 1, "a": 2, "m": 3]
        fields["a"] = 9
        fields["new"] = 4
        fields["z"] = nil
        fields["missing"] = nil
        #expect(fields.keys == ["a", "m", "new"])
        #expect(fields.map(\.value) == [9, 3, 4])
        #expect(fields.count == 3)
        #expect(!fields.isEmpty)
        #expect(Fields().isEmpty)
    }

    @Test("A key set to null is there", arguments: [Fields(), ["other": 1]])
    func null(fields: Fields) {
        var fields = fields
        fields["key"] = .null
        #expect(fields["key"] == .some(.null))
    }

    @Test(
        "Of a key that comes twice the first place and the last value are kept",
        arguments: [2, 16, 17, 1_000])
    func duplicates(count: Int) {
        let pairs = (0..<count).map { ("key\($0)", Value.int(Int64($0))) }
        let fields = Fields(pairs + [("key0", "last")])
        #expect(fields.keys == pairs.map(\.0))
        #expect(fields["key0"] == "last")
        #expect(fields["key1"] == 1)
    }

    @Test("Keys that Unicode takes for the same text are two members", arguments: [0, 40])
    func exactKeys(others: Int) {
        let fields = Fields(
            [("\u{E9}", 1), ("e\u{301}", 2)] + (0..<others).map { ("\($0)", Value.int(Int64($0))) })
        #expect(fields.count == 2 + others)
        #expect(fields["\u{E9}"] == 1)
        #expect(fields["e\u{301}"] == 2)
    }

    @Test("Order does not matter to equality, a single changed member does", arguments: [3, 16, 17, 10_000])
    func equality(count: Int) {
        let pairs = (0..<count).map { ("key\($0)", Value.int(Int64($0))) }
        var generator = SeededGenerator(seed: 1)
        let fields = Fields(pairs)
        let shuffled = Fields(pairs.shuffled(using: &generator))
        #expect(fields == shuffled)
        #expect(fields.hashValue == shuffled.hashValue)
        var changed = shuffled
        changed["key1"] = "changed"
        #expect(fields != changed)
        var renamed = shuffled
        renamed["key1"] = nil
        renamed["other"] = 1
        #expect(fields != renamed)
    }

    @Test("Pairing shows each key of both objects once", arguments: [0, 100])
    func pairing(others: Int) {
        let more = (0..<others).map { ("shared\($0)", Value.int(Int64($0))) }
        let own = Fields([("a", 1), ("b", 2)] + more)
        let other = Fields(more.reversed() + [("c", 4), ("b", 3)])
        let pairs = own.paired(with: other)
        #expect(pairs.map(\.key) == ["a", "b"] + more.map(\.0) + ["c"])
        let shared: [Value?] = more.map { $0.1 }
        let none: Value? = nil
        #expect(pairs.map(\.own) == [1, 2] + shared + [none])
        #expect(pairs.map(\.other) == [none, 3] + shared + [4])
    }
}
