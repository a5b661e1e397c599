/// A type that is written as one scalar, parsed once, and cannot hold anything invalid.
protocol SpecScalar: SpecType where Written == Sourced<Self> {
    /// What it is, for people and for editors.
    static var notation: ScalarNotation { get }

    /// - Throws: why the text is not one, as a clause: "it starts with a hyphen".
    init(parsing text: String) throws(Misfit)
}

/// Why a text is not what it should be.
struct Misfit: Error, Hashable {
    /// A clause about the text, called "it".
    let reason: String
    /// What was probably meant, ready to be written instead.
    let suggestion: String?
    /// From which byte of the text on it misfits.
    let offset: Int

    init(_ reason: String, suggestion: String? = nil, at offset: Int = 0) {
        self.reason = reason
        self.suggestion = suggestion
        self.offset = offset
    }
}

/// How a scalar is described: in the messages, in the JSON Schema and in the reference.
struct ScalarNotation: Sendable {
    /// With its article: "a DNS label".
    let noun: String
    /// One line.
    let about: String
    /// A regular expression of ECMA 262, anchored. It may allow more than the parser does, never less.
    var pattern: String?
    /// JSON Schema's name of a format.
    var format: String?
    let examples: [String]
    /// Whether an unquoted number is accepted too. Elsewhere its spelling could get lost.
    var allowsNumbers = false
}
