/// A file as it was read, to show lines of it.
package struct SourceFile: Hashable, Sendable {
    /// As people should see it: relative to where they stand, if possible.
    package let path: String
    /// What the file holds; need not be valid UTF-8.
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// Line `number`, counted from 1, without its line break; nil beyond the end of the file.
    ///
    /// Scans from the start of the file: to look up many lines, keep a `SourceLineCursor`.
    package func line(_ number: Int) -> ArraySlice<UInt8>? {
        var cursor = SourceLineCursor()
        return cursor.line(number, of: self)
    }

    /// The line and column, counted from 1, of the byte at `offset` (clamped to the file), columns in characters.
    package func position(ofByte offset: Int) -> (line: Int, column: Int) {
        let offset = min(max(offset, 0), bytes.count)
        var line = 1
        var start = SourceLineCursor.firstLine(of: bytes)
        while let (_, next) = SourceLineCursor.lineEnd(in: bytes, from: start), next <= offset {
            line += 1
            start = next
        }
        let before = start <= offset ? String(decoding: bytes[start..<offset], as: UTF8.self) : ""
        return (line, before.unicodeScalars.count + 1)
    }
}

/// Finds lines of one file; a line after the last one that was found costs only the way between them.
package struct SourceLineCursor: Sendable {
    private var number = 1
    private var start: Int?

    package init() {}

    /// Line `number` of `file`, counted from 1, without its line break; nil beyond the end of the file.
    package mutating func line(_ number: Int, of file: SourceFile) -> ArraySlice<UInt8>? {
        guard number > 0 else { return nil }
        if number < self.number { self = SourceLineCursor() }
        var start = self.start ?? Self.firstLine(of: file.bytes)
        while self.number < number {
            guard let (_, next) = Self.lineEnd(in: file.bytes, from: start) else { return nil }
            start = next
            self.number += 1
            self.start = start
        }
        let end = Self.lineEnd(in: file.bytes, from: start)?.end ?? file.bytes.count
        return file.bytes[start..<end]
    }

    /// A byte order mark is no part of the first line.
    static func firstLine(of bytes: [UInt8]) -> Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    /// Where the line that starts at `start` ends, and where the next one starts; nil when it is the last.
    ///
    /// The breaks are those that YAML 1.1 knows (LF, CR, CR LF, NEL, LS, PS): origins count lines by them.
    static func lineEnd(in bytes: [UInt8], from start: Int) -> (end: Int, next: Int)? {
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case 0x0A: return (index, index + 1)
            case 0x0D:
                let isPair = index + 1 < bytes.count && bytes[index + 1] == 0x0A
                return (index, index + (isPair ? 2 : 1))
            case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0x85: return (index, index + 2)
            case 0xE2
            where index + 2 < bytes.count && bytes[index + 1] == 0x80
                && (bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9):
                return (index, index + 3)
            default: index += 1
            }
        }
        return nil
    }
}
