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

/// What some files say.
struct DecodedFiles: Sendable {
    private(set) var specs: SpecSet
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var documents = 0

    init(sources: SourceMap) { specs = SpecSet(sources: sources) }

    mutating func decode(_ bytes: [UInt8], file: FileID) {
        do throws(Diagnostic) {
            let tree = try YAMLTree.parse(bytes, file: file)
            diagnostics += tree.duplicateKeys()
            for root in tree.documents where !root.isNull {
                specs.add(SpecDocument(root, reporting: &diagnostics))
                documents += 1
            }
        } catch {
            diagnostics.append(error)
            specs.isIncomplete = true
        }
    }

    mutating func add(_ others: DecodedFiles) {
        specs.add(others.specs)
        diagnostics += others.diagnostics
        documents += others.documents
    }
}
