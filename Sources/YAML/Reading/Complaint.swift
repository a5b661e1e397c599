internal import CYAML

/// A place in the input, counted from 1 as people do.
struct Mark: Hashable, Sendable {
    let line: Int
    let column: Int

    init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}

/// What libyaml says when it gives up, in its own words. `SyntaxMistake` says it to people.
struct Complaint: Error, Hashable, Sendable {
    enum Kind: Hashable, Sendable { case memory, encoding, syntax }

    let kind: Kind
    let problem: String
    /// Where it noticed; of no use for `encoding`.
    let mark: Mark
    /// For `encoding`: the byte of the input.
    let offset: Int
    /// What it was reading, such as "while parsing a flow sequence"; may be empty.
    let context: String
    /// Where that began.
    let contextMark: Mark
}
