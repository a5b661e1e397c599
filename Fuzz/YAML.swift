import Diagnostics
import YAML

/// The loader gives a tree that can be walked, or one place and reason.
@Sendable func fuzzYAML(_ bytes: [UInt8]) {
    do throws(Diagnostic) {
        let tree = try YAMLTree.parse(bytes, file: FileID(0))
        _ = tree.duplicateKeys()
        var budget = 100_000
        for document in tree.documents { walk(document, &budget) }
    } catch {
        show([error], bytes)
    }
}

/// Not all where aliases repeat much.
private func walk(_ node: YAMLNode, _ budget: inout Int) {
    guard budget > 0 else { return }
    budget -= 1
    if node.kind == .scalar { _ = try? node.scalar }
    _ = node.origin
    for (key, value) in node.entries {
        walk(key, &budget)
        walk(value, &budget)
    }
    for item in node.items { walk(item, &budget) }
}

/// As a person sees it.
func show(_ diagnostics: [Diagnostic], _ bytes: [UInt8]) {
    var sources = SourceMap()
    _ = sources.add(path: "input.yaml", bytes: bytes)
    _ = DiagnosticText(sources: sources).render(diagnostics)
}
