import Diagnostics
import Values
import YAML

/// A new spec to be filled in, made from the same shapes that decode: what is required with a value or an example, what
/// is not in comments with its default, each with what it means.
package struct SpecScaffold {
    private let kind: SpecKind
    private let name: String
    private var given: [String: String]
    private var lines: [String] = []
    /// Given values that were written.
    private var used: Set<String> = []

    /// - Parameter given: by path under `spec`, such as `contacts.admin`: what to write there.
    package init(_ kind: SpecKind, named name: String, given: [String: String]) {
        self.kind = kind
        self.name = name
        self.given = given
    }

    /// The file's text, and which of the given paths no key of the spec has.
    package mutating func render() -> (text: String, unknown: [String]) {
        let notation = kind.notation
        lines = [
            "# \(notation.about)",
            "# Keys after a # can be left out; what stands there is the default, or an example. See `cadastre schema`.",
            "", "apiVersion: \(Envelope.APIVersion.v1.rawValue)", "kind: \(kind.rawValue)",
            "metadata: {name: \(name)}", "spec:",
        ]
        write(notation.fields.filter { !$0.isDocumentName }, below: "", depth: 1, isComment: false)
        return (lines.joined(separator: "\n") + "\n", given.keys.filter { !used.contains($0) }.sorted())
    }

    private mutating func write(
        _ fields: [FieldNotation], below path: String, depth: Int, isComment: Bool
    ) {
        for field in fields {
            let path = path + field.key
            let isGiven = given.keys.contains { $0.isIn(path) }
            let isLeftOut = isComment || (field.presence != .required && !isGiven)
            if depth == 1, lines.last?.isEmpty == false, lines.last != "spec:" { lines.append("") }
            comment(field, depth, inComment: isComment)
            write(field, at: path, depth, isLeftOut)
        }
    }

    private mutating func write(_ field: FieldNotation, at path: String, _ depth: Int, _ isComment: Bool) {
        // Of a list of mappings an example of one item would be longer than what it explains.
        guard !field.value.fields.isEmpty, field.value.infix.isEmpty else {
            return line("\(field.key): \(value(of: field, at: path, isComment))", depth, isComment)
        }
        let hasKeys = field.value.fields.contains { inner in
            inner.presence == .required || given.keys.contains { $0.isIn("\(path).\(inner.key)") }
        }
        // A key with nothing but comments under it would be one without a value.
        if !isComment, !hasKeys { return line("\(field.key): {}", depth, isComment) }
        line("\(field.key):", depth, isComment)
        write(field.value.fields, below: path + ".", depth: depth + 1, isComment: isComment)
    }

    /// Inside of what is left out, one comment more would be taken for a key.
    private mutating func comment(_ field: FieldNotation, _ depth: Int, inComment: Bool) {
        if inComment { return }
        let choices = field.value.schema["enum"] == nil ? "" : " \(field.value.words)."
        for text in (field.about + choices).wrapped(at: 110 - 2 * depth) { line("# \(text)", depth, false) }
    }

    private mutating func line(_ text: String, _ depth: Int, _ isComment: Bool) {
        // What is left out is one level to the right of its #, so that it lines up once the # is gone.
        lines.append(
            isComment
                ? "  #" + String(repeating: "  ", count: depth - 1) + text
                : String(repeating: "  ", count: depth) + text)
    }

    private mutating func value(of field: FieldNotation, at path: String, _ isComment: Bool) -> String {
        if let text = given[path] {
            used.insert(path)
            return Self.written(text, as: field.value.schema)
        }
        if case .defaults(let yaml) = field.presence {
            return yaml.split(separator: DefaultValue.nameMark, omittingEmptySubsequences: false)
                .joined(separator: name)
        }
        let example = field.example ?? Self.flow(field.value.schema, name: name)
        let isChoice = field.value.schema["enum"] != nil
        return isComment || isChoice ? example : "\(example)  # an example: put your own here"
    }

    // MARK: - Values

    /// What a person gave, in quotes where YAML would take it for something else.
    private static func written(_ text: String, as schema: Fields) -> String {
        if text.hasPrefix("[") || text.hasPrefix("{") || text.hasPrefix("\"") { return text }
        switch schema["type"] {
        case "integer", "number", "boolean": return text
        case "array": return "[\(text)]"
        default: return isPlain(text) ? text : Value.string(text).jsonText
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        // Also to readers of YAML 1.1.
        if ["y", "n", "yes", "no", "on", "off"].contains(text.lowercased()) { return false }
        guard !text.contains("#"),
            let node = try? YAMLTree.parse(Array(text.utf8), file: FileID(.max))
                .documents.first
        else { return false }
        return (try? node.scalar) == .string(text)
    }

    /// An example of what a schema allows, in one line.
    private static func flow(_ schema: Fields, name: String) -> String {
        if let choice = schema["enum"]?[index: 0]?.string { return choice }
        if let example = schema["examples"]?[index: 0]?.string { return written(example, as: schema) }
        switch schema["type"] {
        case "integer", "number": return "\(max(1, schema["minimum"]?.int ?? 1))"
        case "boolean": return "true"
        case "array": return "[\(flow(schema["items"]?.fields ?? [:], name: name))]"
        case "object":
            guard let items = schema["additionalProperties"]?.fields else { return "{}" }
            let key = schema["propertyNames"]?[key: "examples"]?[index: 0]?.string ?? "key"
            return "{\(key): \(flow(items, name: name))}"
        default: return written(name, as: schema)
        }
    }
}

extension String {
    /// Whether this path is `path` or leads into it.
    fileprivate func isIn(_ path: String) -> Bool { self == path || hasPrefix(path + ".") }

    fileprivate func wrapped(at width: Int) -> [String] {
        var lines: [String] = []
        for word in split(separator: " ") {
            if let last = lines.last, last.count + word.count < width {
                lines[lines.count - 1] += " \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
