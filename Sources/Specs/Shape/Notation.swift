import Values

/// How a form is described to people and to editors.
struct Notation: Sendable {
    /// What is written, without an article where it is many: "a DNS label", "a list of domain names".
    var words: String
    /// JSON Schema's keywords for it.
    var schema: Fields
    /// The keys inside, for mappings and for lists and tables of them.
    var fields: [FieldNotation] = []
    /// What stands between its own key and theirs: "" or "[]" or ".<name>".
    var infix = ""
}

/// How one key is described.
struct FieldNotation: Sendable {
    enum Presence: Hashable, Sendable {
        case required
        case optional
        /// With the default as YAML; `<name>` in it is the document's name.
        case defaults(String)
    }

    var key: String
    /// What it means, in a sentence or two.
    var about: String
    var presence: Presence
    var value: Notation
    /// Whether it is `metadata.name` rather than a key here.
    var isDocumentName = false
    /// What a new spec has here, where the form's own example would mislead.
    var example: String?
}
