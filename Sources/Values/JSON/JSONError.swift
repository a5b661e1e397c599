/// Why a text is not JSON, or not JSON that we take.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A short phrase without the place, such as `expected ':'`.
    package let message: String
    /// Bytes from the beginning of the text that was read.
    package let offset: Int
    /// Line and column count from 1; a column counts Unicode scalars.
    package let line: Int
    package let column: Int

    init(_ message: String, at offset: Int, in text: Span<UInt8>) {
        var line = 1
        var column = 1
        for place in 0..<min(offset, text.count) {
            if text[place] == 0x0A {
                line += 1
                column = 1
            } else if text[place] & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.message = message
        self.offset = offset
        self.line = line
        self.column = column
    }

    package var description: String { "line \(line), column \(column): \(message)" }
}
