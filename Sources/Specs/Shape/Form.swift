import YAML

/// How a value is written: decodes it, and describes it to people and to editors.
struct Form<Output: Sendable>: Sendable {
    let notation: Notation
    /// Nil after something was reported.
    let decode: @Sendable (YAMLNode, inout SpecDecoder) -> Output?

    init(_ notation: Notation, decode: @escaping @Sendable (YAMLNode, inout SpecDecoder) -> Output?) {
        self.notation = notation
        self.decode = decode
    }
}

extension Form {
    /// Written the same, and kept as something else.
    func map<Old, New: Sendable>(_ change: @escaping @Sendable (Old) -> New) -> Form<Sourced<New>>
    where Output == Sourced<Old> {
        Form<Sourced<New>>(notation) { node, decoder in
            decode(node, &decoder).map { Sourced<New>(change($0.value), at: $0.origin) }
        }
    }
}

/// A type that is always written in the same form.
protocol SpecType: Sendable {
    associatedtype Written: Sendable
    static var form: Form<Written> { get }
}
