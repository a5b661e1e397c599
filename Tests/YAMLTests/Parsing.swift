import Diagnostics
import YAML

/// The tree of a text, or the diagnostic that it earns.
func parse(_ text: String, _ limits: YAMLLimits = YAMLLimits()) throws(Diagnostic) -> YAMLTree {
    try YAMLTree.parse(Array(text.utf8), file: FileID(0), limits: limits)
}

/// The first document of a text; a null for a text without any.
func root(of text: String) throws(Diagnostic) -> YAMLNode {
    let documents = try parse(text).documents
    guard let first = documents.first else {
        throw Diagnostic(.error, "test.empty", "no document in \(text)")
    }
    return first
}

/// The code of what is wrong with a text; nil when it can be read.
func code(of text: String, _ limits: YAMLLimits = YAMLLimits()) -> String? {
    do throws(Diagnostic) {
        _ = try parse(text, limits)
        return nil
    } catch {
        return error.code
    }
}
