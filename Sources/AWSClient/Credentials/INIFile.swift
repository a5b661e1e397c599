import Values

/// The form of AWS's shared files: sections of `key = value`, where a value may be a list of more such lines, indented.
struct INIFile: Sendable {
    struct Entry: Sendable {
        let key: String
        /// A secret, because some are.
        let value: Secret
        /// What stands indented under it.
        var nested: [(key: String, value: Secret)] = []
        let line: Int
    }

    struct Section: Sendable {
        /// As it stands between the brackets, with single spaces.
        let name: String
        var entries: [Entry] = []
    }

    /// Where it stops being one, and why. Quotes nothing of the file: it may be a secret.
    struct Mistake: Error, Hashable {
        let line: Int
        let column: Int
        let why: String
    }

    private(set) var sections: [Section] = []

    init(_ text: String) throws(Mistake) {
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            try read(line, number: index + 1)
        }
    }

    private mutating func read(_ line: Substring, number: Int) throws(Mistake) {
        let content = line.drop(while: \.isWhitespace)
        let column = line.count - content.count + 1
        guard let first = content.first, first != "#", first != ";" else { return }
        if first == "[" {
            return try begin(content, number, column)
        }
        guard let equals = content.firstIndex(of: "=") else {
            throw Mistake(
                line: number, column: column, why: "a line `key = value` or `[section]` was expected")
        }
        let key = content[..<equals].trimmed.lowercased()
        guard !key.isEmpty else {
            throw Mistake(line: number, column: column, why: "the key before `=` is missing")
        }
        guard let section = sections.indices.last else {
            throw Mistake(
                line: number, column: column,
                why: "the key stands in no section: `[default]` is missing above")
        }
        let value = Secret(content[content.index(after: equals)...].trimmed)
        guard column == 1 else {
            guard let entry = sections[section].entries.indices.last else {
                throw Mistake(
                    line: number, column: column,
                    why: "nothing is above that it could belong to: take the space away")
            }
            return sections[section].entries[entry].nested.append((key, value))
        }
        sections[section].entries.append(Entry(key: key, value: value, line: number))
    }

    private mutating func begin(_ content: Substring, _ number: Int, _ column: Int) throws(Mistake) {
        guard let end = content.firstIndex(of: "]") else {
            throw Mistake(line: number, column: column, why: "the section's name has no `]` after it")
        }
        let rest = content[content.index(after: end)...].trimmed
        guard rest.isEmpty || rest.hasPrefix("#") || rest.hasPrefix(";") else {
            throw Mistake(
                line: number, column: column, why: "there is more on the line after the section's name")
        }
        let name = content[content.index(after: content.startIndex)..<end].split(
            whereSeparator: \.isWhitespace
        )
        .joined(separator: " ")
        sections.append(Section(name: name))
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var rest = drop(while: \.isWhitespace)
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
