/// Which of the files that were read, by its place in a `SourceMap`.
package struct FileID: Hashable, Sendable, Comparable {
    package let index: UInt32

    package init(_ index: UInt32) { self.index = index }

    package static func < (left: FileID, right: FileID) -> Bool { left.index < right.index }
}

/// The place in the YAML that asked for something.
///
/// Lines and columns count from 1; a column counts characters (Unicode scalars), as libyaml does.
/// `length` is how many characters the marked text has, at least 1.
package struct Origin: Hashable, Sendable, Comparable {
    package let file: FileID
    package let line: UInt32
    package let column: UInt32
    package let length: UInt32

    package init(file: FileID, line: Int, column: Int, length: Int = 1) {
        self.file = file
        self.line = UInt32(clamping: line)
        self.column = UInt32(clamping: column)
        self.length = UInt32(clamping: max(1, length))
    }

    package static func < (left: Origin, right: Origin) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
