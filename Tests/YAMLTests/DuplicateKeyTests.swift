import Diagnostics
import Testing
import YAML

@Suite("Duplicate keys")
struct DuplicateKeyTests {
    @Test("Each repetition is found, however it is quoted, in every mapping of every document")
    func found() throws {
        let tree = try parse("a: 1\n'a': 2\nb: {c: 1, d: 2, \"c\": 3}\na: 3\n---\nx: 1\nx: 2\n")
        let found = tree.duplicateKeys().sorted(by: Diagnostic.precedes)
        #expect(found.compactMap(\.origin?.line) == [2, 3, 4, 7])
        #expect(found.allSatisfy { $0.code == "yaml.duplicate-key" })
    }

    @Test("Equal keys of different mappings are none")
    func none() throws {
        #expect(try parse("a: {a: 1}\nb: {a: 1}\n---\na: 1\n").duplicateKeys().isEmpty)
    }

    @Test("Few keys and very many are compared alike", arguments: [3, 8, 9, 100_000])
    func size(_ count: Int) throws {
        var text = (0..<count).map { "key\($0): 1\n" }.joined()
        #expect(try parse(text).duplicateKeys().isEmpty)
        text += "\"key1\": 2\n"
        let found = try parse(text).duplicateKeys()
        #expect(found.map(\.origin?.line) == [UInt32(count + 1)])
        #expect(found.first?.notes == ["the first one is in line 2"])
    }

    @Test("Two spellings of one accented letter are one key")
    func canonical() throws {
        #expect(try parse("\u{E9}: 1\ne\u{301}: 2\n").duplicateKeys().count == 1)
    }

    @Test("An alias as a key counts as its text")
    func alias() throws {
        #expect(try parse("a: &k b\nb: 1\n*k : 2\n").duplicateKeys().count == 1)
    }
}
