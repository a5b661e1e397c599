import Diagnostics
import Values
import YAML

extension SpecScalar {
    /// The form of every type that is written as one scalar.
    static var form: Form<Sourced<Self>> {
        let about = notation
        var schema: Fields = ["type": about.allowsNumbers ? ["string", "number"] : "string"]
        if let pattern = about.pattern { schema["pattern"] = .string(pattern) }
        if let format = about.format { schema["format"] = .string(format) }
        schema["examples"] = .array(about.examples.map(Value.string))
        return Form(Notation(words: about.noun, schema: schema)) { node, decoder in
            guard let text = decoder.text(node, expected: about.noun, allowsNumbers: about.allowsNumbers)
            else {
                return nil
            }
            do throws(Misfit) {
                return Sourced(try Self(parsing: text), at: decoder.origin(of: node))
            } catch {
                decoder.report(
                    Diagnostic(
                        .invalidValue, "\"\(text)\" is not \(about.noun)",
                        at: decoder.origin(of: node).from(error.offset, of: text),
                        label: error.reason,
                        help: error.suggestion.map { "did you mean \"\($0)\"?" }
                            ?? "write it like \(about.examples.joined(separator: " or "))"))
                return nil
            }
        }
    }
}

extension SpecDecoder {
    /// The text of a scalar that is meant as text, reported otherwise.
    ///
    /// - Parameter allowsNumbers: an unquoted number is taken as it is spelled.
    mutating func text(_ node: YAMLNode, expected: String, allowsNumbers: Bool = false) -> String? {
        if allowsNumbers, node.kind == .scalar, node.isPlain, let first = node.utf8.first, first.isDigit {
            return node.text
        }
        guard let scalar = scalar(node, expected: expected) else { return nil }
        switch scalar {
        case .string(let text): return text
        case .int, .float, .bool, .null:
            mismatch(
                node, expected: expected, help: "put it in quotes if it is meant as text: \"\(node.text)\"")
            return nil
        }
    }
}

extension Form where Output == Sourced<String> {
    /// Any text but an empty one.
    static var text: Form {
        Form(Notation(words: "text", schema: ["type": "string", "minLength": 1])) { node, decoder in
            guard let text = decoder.text(node, expected: "text") else { return nil }
            guard !text.isEmpty else {
                decoder.report(
                    Diagnostic(
                        .invalidValue, "an empty text", at: decoder.origin(of: node),
                        label: "expected at least one character", help: "write a text, or remove the key"))
                return nil
            }
            return Sourced(text, at: decoder.origin(of: node))
        }
    }

    /// Any text, also an empty one.
    static var anyText: Form {
        Form(Notation(words: "text", schema: ["type": "string"])) { node, decoder in
            decoder.text(node, expected: "text").map { Sourced($0, at: decoder.origin(of: node)) }
        }
    }
}

extension Form where Output == Sourced<Bool> {
    static var flag: Form {
        Form(Notation(words: "true or false", schema: ["type": "boolean"])) { node, decoder in
            guard let scalar = decoder.scalar(node, expected: "true or false") else { return nil }
            if case .bool(let flag) = scalar { return Sourced(flag, at: decoder.origin(of: node)) }
            decoder.mismatch(
                node, expected: "true or false",
                help: node.oldBoolean.map { "\"\(node.text)\" is text in YAML 1.2; write \($0)" })
            return nil
        }
    }
}

extension Origin {
    /// The place of what follows the first `offset` bytes of a text that stands here; of all of it, where the text is
    /// written otherwise than it reads.
    fileprivate func from(_ offset: Int, of text: String) -> Origin {
        let characters = text.unicodeScalars.count
        let before = String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars.count
        guard offset > 0, case let quote = Int(length) - characters, quote == 0 || quote == 2 else {
            return self
        }
        return Origin(
            file: file, line: Int(line), column: Int(column) + quote / 2 + before,
            length: max(1, characters - before))
    }
}
