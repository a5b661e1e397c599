import Diagnostics
import Testing

@Suite("Sources")
struct SourceMapTests {
    @Test("A file is found by the name it was given, and a location names its path")
    func files() {
        var sources = SourceMap()
        let first = sources.add(path: "specs/a.yaml", bytes: [])
        let second = sources.add(path: "specs/\u{1B}b.yaml", bytes: [])
        #expect(sources[first]?.path == "specs/a.yaml")
        #expect(sources[FileID(2)] == nil)
        #expect(sources.location(of: Origin(file: first, line: 7, column: 9)) == "specs/a.yaml:7:9")
        #expect(sources.location(of: Origin(file: second, line: 1, column: 1)) == "specs/\\u{1B}b.yaml:1:1")
    }

    @Test("Lines end at every break that YAML knows, and a byte order mark is no part of the first")
    func lines() {
        let text = "\u{FEFF}a\nb\r\nc\rd\u{85}e\u{2028}f\u{2029}g\n"
        let file = SourceFile(path: "x", bytes: Array(text.utf8))
        let lines = (1...8).map { number in file.line(number).map { String(decoding: $0, as: UTF8.self) } }
        #expect(lines == ["a", "b", "c", "d", "e", "f", "g", ""])
        #expect(file.line(9) == nil && file.line(0) == nil && file.line(-1) == nil)
    }

    @Test("A cursor finds the same lines forwards and backwards")
    func cursor() {
        let file = SourceFile(path: "x", bytes: Array("a\nb\nc".utf8))
        var cursor = SourceLineCursor()
        for number in [1, 3, 2, 2, 9, 3, 1] {
            #expect(cursor.line(number, of: file) == file.line(number))
        }
    }

    @Test("A byte's position counts characters and skips the byte order mark")
    func positions() {
        let file = SourceFile(path: "x", bytes: Array("\u{FEFF}ä\nöx".utf8))
        #expect(file.position(ofByte: 5) == (1, 2))
        #expect(file.position(ofByte: 6) == (2, 1))
        #expect(file.position(ofByte: 8) == (2, 2))
        #expect(file.position(ofByte: 99) == (2, 3))
        #expect(file.position(ofByte: 0) == (1, 1))
    }
}
