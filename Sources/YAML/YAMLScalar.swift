internal import Diagnostics

/// What a scalar means by YAML 1.2's core schema.
package enum YAMLScalar: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case float(Double)
    case string(String)
}

extension YAMLNode {
    /// What the scalar means: quoted ones and blocks are strings, plain ones are what they look like.
    ///
    /// Errors: `yaml.number-range`, `yaml.leading-zero`, `yaml.tag` (the text does not suit its explicit tag), and
    /// `yaml.not-scalar` for a mapping or sequence. To take the text as it is written, read `text`.
    package var scalar: YAMLScalar {
        get throws(Diagnostic) {
            guard kind == .scalar else {
                let found = kind == .mapping ? "a mapping" : "a list"
                throw Diagnostic(
                    .error, "yaml.not-scalar", "\(found) where a single value belongs", at: origin,
                    label: "expected a text, a number, true, false or null")
            }
            guard let tag else {
                return isPlain ? try plainScalar : .string(text)
            }
            return try scalar(taggedAs: tag)
        }
    }

    /// What YAML 1.1 would read as a boolean but is a string in 1.2, such as `yes` or `off`; nil for all else.
    package var oldBoolean: Bool? { isPlain ? CoreSchema.oldBoolean(text) : nil }

    private var plainScalar: YAMLScalar {
        get throws(Diagnostic) {
            switch CoreSchema.meaning(of: utf8) {
            case .scalar(let scalar): return scalar
            case .outOfRange:
                throw Diagnostic(
                    .error, "yaml.number-range", "number \(text) is too large", at: origin,
                    label: "integers go from \(Int64.min) to \(Int64.max), others up to 1.8e308",
                    help: "put it in quotes if it is a text: \"\(text)\"")
            case .leadingZero:
                throw Diagnostic(
                    .error, "yaml.leading-zero", "number \(text) starts with a zero", at: origin,
                    label: "some readers of YAML take this for octal, others for decimal",
                    help: "write \(withoutZeros) for a decimal number, 0o\(withoutZeros) for an octal one, "
                        + "or \"\(text)\" for a text")
            }
        }
    }

    private var withoutZeros: String {
        let digits = text.drop { $0 == "0" || $0 == "+" || $0 == "-" }
        return digits.isEmpty ? "0" : String(digits)
    }

    private func scalar(taggedAs tag: YAMLTag) throws(Diagnostic) -> YAMLScalar {
        let expected: String
        switch tag {
        case .nonSpecific, .string, .sequence, .mapping: return .string(text)
        case .integer: expected = "an integer"
        case .float: expected = "a number"
        case .bool: expected = "true or false"
        case .null: expected = "null or nothing"
        }
        switch (tag, try plainScalar) {
        case (.integer, .int(let value)): return .int(value)
        case (.float, .int(let value)): return .float(Double(value))
        case (.float, .float(let value)): return .float(value)
        case (.bool, .bool(let value)): return .bool(value)
        case (.null, .null): return .null
        default:
            throw Diagnostic(
                .error, "yaml.tag", "the value does not suit its tag", at: origin,
                label: "its tag says that this is \(expected)", help: "remove the tag, or correct the value")
        }
    }
}
