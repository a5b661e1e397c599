package import Values

/// JSON Schemas (draft 2020-12) for editors, made from the same shapes that decode.
package enum SpecSchema {
    /// Of documents of one kind.
    package static func json(for kind: SpecKind) -> Value {
        let shape = kind.notation
        let name = shape.fields.first { $0.isDocumentName }?.about ?? ""
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": .string(kind.rawValue),
            "description": .string(shape.about),
            "type": "object",
            "properties": [
                "apiVersion": ["const": .string(Envelope.APIVersion.v1.rawValue)],
                "kind": ["const": .string(kind.rawValue)],
                "metadata": [
                    "type": "object",
                    "properties": ["name": .object(described(DNSLabel.form.notation.schema, by: name))],
                    "required": ["name"],
                    "additionalProperties": false,
                ],
                "spec": .object(object(shape.fields, about: shape.about)),
            ],
            "required": ["apiVersion", "kind", "metadata", "spec"],
            "additionalProperties": false,
        ]
    }

    /// Of a mapping with these keys.
    static func object(_ fields: [FieldNotation], about: String) -> Fields {
        let keys = fields.filter { !$0.isDocumentName }
        var schema: Fields = ["type": "object", "description": .string(about)]
        schema["properties"] = .object(Fields(keys.map { ($0.key, Value.object(property($0))) }))
        let required = keys.filter { $0.presence == .required }
        if !required.isEmpty { schema["required"] = .array(required.map { .string($0.key) }) }
        schema["additionalProperties"] = false
        return schema
    }

    private static func property(_ field: FieldNotation) -> Fields {
        guard case .defaults(let yaml) = field.presence else {
            return described(field.value.schema, by: field.about)
        }
        // A default that depends on the document's name cannot be one to JSON Schema.
        if yaml.contains(DefaultValue.nameMark) {
            return described(field.value.schema, by: "\(field.about) Default: \(yaml)")
        }
        var schema = described(field.value.schema, by: field.about)
        schema["default"] = DefaultValue(yaml).json
        return schema
    }

    private static func described(_ schema: Fields, by about: String) -> Fields {
        var result: Fields = ["description": .string(about)]
        for (key, value) in schema where key != "description" { result[key] = value }
        return result
    }
}
