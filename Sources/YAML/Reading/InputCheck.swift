internal import Diagnostics

/// What must be known of a file before libyaml sees it.
struct InputCheck {
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// libyaml compares each `%TAG` line with all before it, which would take hours for a file full of them.
    private static let maxTagDirectives = 64

    let bytes: [UInt8]
    let file: FileID

    func run() throws(Diagnostic) {
        let start = Origin(file: file, line: 1, column: 1)
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Diagnostic(
                .error, "yaml.encoding", "the file is UTF-16, not UTF-8", at: start,
                label: "its first two bytes say so", help: "save the file as UTF-8")
        }
        try checkDirectives()
    }

    private func checkDirectives() throws(Diagnostic) {
        var count = 0
        var index = 0
        while let percent = bytes[index...].firstIndex(of: UInt8(ascii: "%")) {
            index = percent + 1
            guard bytes[percent...].starts(with: "%TAG".utf8), isLineStart(percent) else { continue }
            count += 1
            guard count <= Self.maxTagDirectives else {
                let place = SourceFile(path: "", bytes: bytes).position(ofByte: percent)
                throw LimitMistake.directives(limit: Self.maxTagDirectives)
                    .diagnostic(at: Origin(file: file, line: place.line, column: place.column, length: 4))
            }
        }
    }

    /// After any of YAML's line breaks; those beyond ASCII end in the bytes 85, A8 and A9.
    private func isLineStart(_ index: Int) -> Bool {
        guard index > 0 else { return true }
        return [0x0A, 0x0D, 0x85, 0xA8, 0xA9, 0xBF].contains(bytes[index - 1])
    }
}
