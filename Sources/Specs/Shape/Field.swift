import Diagnostics
import YAML

/// One key of a mapping: its name, its form, what it means, and what happens without it.
///
/// A field is required unless it says otherwise: `.optional`, `.defaults(to:)`.
struct Field<Output: Sendable>: Sendable {
    let notation: FieldNotation
    /// From the value, or from nil where the key is absent. Nil after something was reported.
    let decode: Decode

    typealias Decode = @Sendable (YAMLNode?, inout SpecDecoder) -> Output?

    init(_ key: String, _ form: Form<Output>, _ about: String) {
        self.init(FieldNotation(key: key, about: about, presence: .required, value: form.notation)) {
            node, decoder in
            if let node { return form.decode(node, &decoder) }
            decoder.report(
                Diagnostic(
                    .missingKey, "missing key \"\(key)\"", at: decoder.key,
                    label: "\"\(key)\" belongs in here",
                    notes: ["\(key): \(about)"], help: "add \(key): with \(form.notation.words)"))
            return nil
        }
    }

    init<Item: SpecType>(_ key: String, _ type: Item.Type, _ about: String) where Output == Item.Written {
        self.init(key, type.form, about)
    }

    private init(
        _ notation: FieldNotation, decode: @escaping Decode
    ) {
        self.notation = notation
        self.decode = decode
    }

    /// May be absent, and is nil then.
    var optional: Field<Output?> {
        Field<Output?>(with(.optional)) { node, decoder in
            guard let node else { return .some(nil) }
            return decode(node, &decoder).map(Optional.some)
        }
    }

    /// May be absent, and is then decoded from this YAML, where `<name>` stands for the document's name.
    func defaults(to yaml: String) -> Field {
        let fixed = yaml.contains(DefaultValue.nameMark) ? nil : DefaultValue(yaml)
        return Field(with(.defaults(yaml))) { node, decoder in
            if let node { return decode(node, &decoder) }
            if let fixed { return decoder.asDefault { decode(fixed.node, &$0) } }
            // Without a name, which is reported, there is nothing to go on with.
            guard let name = decoder.name else { return nil }
            let filled = DefaultValue.parse(yaml, name: name.value.text)
            return decoder.asDefault { decode(filled, &$0) }
        }
    }

    /// What a new spec has here, where an example of the form would be none of the field: bytes are no cores.
    func example(_ yaml: String) -> Field {
        var changed = notation
        changed.example = yaml
        return Field(changed, decode: decode)
    }

    /// Goes on without the value when something is wrong with it, after that was reported.
    var forgiving: Field<Output?> {
        Field<Output?>(notation) { node, decoder in .some(decode(node, &decoder)) }
    }

    private func with(_ presence: FieldNotation.Presence) -> FieldNotation {
        var changed = notation
        changed.presence = presence
        return changed
    }
}

extension Field where Output == Sourced<DNSLabel> {
    /// The document's own name, which stands in its metadata.
    static func name(_ about: String) -> Field {
        let notation = FieldNotation(
            key: "name", about: about, presence: .required, value: DNSLabel.form.notation,
            isDocumentName: true)
        return Field(notation) { _, decoder in decoder.name }
    }
}
