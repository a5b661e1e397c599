import Diagnostics
import YAML

/// What is known while a document is decoded, and everything found wrong so far.
struct SpecDecoder {
    private(set) var diagnostics: [Diagnostic] = []
    /// The document's name, once it is known.
    var name: Sourced<DNSLabel>?
    /// The key whose value is being decoded: where to point at what is missing.
    var key: Origin
    /// Where a default value comes from, while one is decoded.
    private var defaultOrigin: Origin?

    init(at start: Origin) { key = start }

    func origin(of node: YAMLNode) -> Origin { defaultOrigin ?? node.origin }

    func origin(ofKeyAt place: YAMLEntries.Place, in entries: YAMLEntries) -> Origin {
        defaultOrigin ?? entries.origin(ofKeyAt: place)
    }

    mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// Decodes what stands for something absent. All of it comes from the document as a whole.
    mutating func asDefault<Output>(_ decode: (inout SpecDecoder) -> Output?) -> Output? {
        let outer = defaultOrigin
        defaultOrigin = outer ?? name?.origin ?? key
        defer { defaultOrigin = outer }
        return decode(&self)
    }

    /// The scalar's meaning, if it is one and not null; reported otherwise.
    mutating func scalar(_ node: YAMLNode, expected: String) -> YAMLScalar? {
        guard node.kind == .scalar else {
            mismatch(node, expected: expected)
            return nil
        }
        do throws(Diagnostic) {
            let scalar = try node.scalar
            if case .null = scalar {
                mismatch(node, expected: expected)
                return nil
            }
            return scalar
        } catch {
            report(error)
            return nil
        }
    }

    /// Reports something else than what is expected; `null` has a code of its own.
    mutating func mismatch(_ node: YAMLNode, expected: String, help: String? = nil) {
        if node.isNull {
            report(
                Diagnostic(
                    .null, "nothing where a value belongs", at: node.text.isEmpty ? key : origin(of: node),
                    label: "expected \(expected)", help: "write a value, or remove the key"))
        } else {
            let found = node.foundWords
            report(
                Diagnostic(
                    .wrongType, "expected \(expected), found \(found)", at: origin(of: node),
                    help: help))
        }
    }
}

extension YAMLNode {
    var isNull: Bool { kind == .scalar && (try? scalar) == .null }

    /// What it is, for a message.
    var foundWords: String {
        switch kind {
        case .mapping: return "a mapping"
        case .sequence: return "a list"
        case .scalar: break
        }
        switch try? scalar {
        case .null: return "nothing"
        case .bool(let flag): return flag ? "true" : "false"
        case .int: return "a whole number"
        case .float: return "a number"
        case .string, nil: return "text"
        }
    }
}
