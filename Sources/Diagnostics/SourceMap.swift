/// The files that were read, each under the `FileID` that origins carry.
package struct SourceMap: Hashable, Sendable {
    /// In the order they were added.
    package private(set) var files: [SourceFile] = []

    package init() {}

    /// Keeps a file to show lines of, and names it.
    package mutating func add(path: String, bytes: [UInt8]) -> FileID {
        files.append(SourceFile(path: path, bytes: bytes))
        return FileID(UInt32(clamping: files.count - 1))
    }

    /// The file of that name, or nil when `id` comes from another map.
    package subscript(id: FileID) -> SourceFile? {
        Int(id.index) < files.count ? files[Int(id.index)] : nil
    }

    /// Such as `specs/a.yaml:7:9`.
    package func location(of origin: Origin) -> String { "\(line(of: origin)):\(origin.column)" }

    /// Such as `specs/a.yaml:7`.
    package func line(of origin: Origin) -> String {
        let path = self[origin.file]?.path ?? "file \(origin.file.index)"
        return "\(VisibleText.escape(path)):\(origin.line)"
    }
}
