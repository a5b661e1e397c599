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

/// A type that is always written in the same form.
protocol SpecType: Sendable {
    associatedtype Written: Sendable
    static var form: Form<Written> { get }
}
