import Diagnostics
import YAML

/// A file of specs as it was read.
package struct SpecFile: Sendable {
    /// As people should see it: relative to where they stand, if possible.
    package var path: String
    package var bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}

/// What one file says.
struct DecodedFile: Sendable {
    var documents: [SpecDocument] = []
    var diagnostics: [Diagnostic] = []
    /// Whether there are documents in it that nobody could read.
    var isIncomplete = false

    init(_ bytes: [UInt8], file: FileID) {
        do throws(Diagnostic) {
            let tree = try YAMLTree.parse(bytes, file: file)
            diagnostics = tree.duplicateKeys()
            for root in tree.documents where !root.isNull {
                documents.append(SpecDocument(root, reporting: &diagnostics))
            }
            isIncomplete = documents.contains { $0.kind == nil || $0.name == nil }
        } catch {
            diagnostics = [error]
            isIncomplete = true
        }
    }
}
