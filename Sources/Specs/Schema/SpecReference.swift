import Values

/// The reference page of the spec format, made from the same shapes that decode.
package enum SpecReference {
    /// Markdown, ending in a line break.
    package static func markdown() -> String {
        var page = """
            # The spec format

            <!-- Made from the shapes in Sources/Specs. Run the tests with RECORD=1 to write it anew. -->

            A fleet is a folder of YAML files, `*.yaml` and `*.yml`, at any depth and with any number of documents in
            each. The example in [specs](../specs) shows all of it at work. Every document looks like this:

            ```yaml
            apiVersion: \(Envelope.APIVersion.v1.rawValue)
            kind: Tenant         # \(SpecKind.allCases.map(\.rawValue).joined(separator: ", "))
            metadata: {name: nordwind}
            spec: {…}
            ```

            Keys that are not listed here are mistakes, and so is a key without a value. For completion in an editor,
            begin a file with `# yaml-language-server: $schema=` and the path to its schema in [schemas](../schemas).

            What a spec says of contacts and compliance is checked for mistakes, and nothing is made of it yet.

            """
        for kind in SpecKind.allCases { page += section(of: kind) }
        return page + scalars()
    }

    private static func section(of kind: SpecKind) -> String {
        let shape = kind.notation
        var text =
            "\n## \(kind.rawValue)\n\n\(shape.about)\n\n| key | value | default | meaning |\n|---|---|---|---|\n"
        for field in shape.fields where field.isDocumentName { text += row(field, key: "metadata.name") }
        for field in shape.fields where !field.isDocumentName { text += rows(of: field, below: "") }
        return text
    }

    private static func rows(of field: FieldNotation, below path: String) -> String {
        let key = path + field.key
        return field.value.fields.reduce(row(field, key: key)) { text, inner in
            text + rows(of: inner, below: key + field.value.infix + ".")
        }
    }

    private static func row(_ field: FieldNotation, key: String) -> String {
        let without: String
        switch field.presence {
        case .required: without = "**required**"
        case .optional: without = ""
        case .defaults(let yaml): without = "`\(yaml)`"
        }
        return "| `\(key)` | \(escaped(field.value.words)) | \(without) | \(escaped(field.about)) |\n"
    }

    private static func scalars() -> String {
        var text = "\n## Values\n\n| value | how it is written | examples |\n|---|---|---|\n"
        for scalar in allScalars.map({ $0.notation }).sorted(by: { $0.name < $1.name }) {
            let examples = scalar.examples.map { "`\($0)`" }.joined(separator: ", ")
            text += "| \(scalar.name) | \(escaped(scalar.about)) | \(examples) |\n"
        }
        return text
    }

    private static func escaped(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    private static let allScalars: [any SpecScalar.Type] = [
        AccountID.self, AddressRange.self, AttributePath.self, CalendarDate.self, CountOrPercent.self,
        DNSLabel.self,
        DailyWindow.self,
        DatabaseClass.self, Domain.self, EmailAddress.self, EnvironmentName.self, FeatureName.self,
        GroupName.self,
        HTTPSURL.self, ImageReference.self, Jurisdiction.self, LabelKey.self, LabelText.self, ObjectName.self,
        Port.self,
        Quantity.self, QuotaResource.self, TimeSpan.self, URLPath.self,
    ]
}

extension ScalarNotation {
    /// Without its article.
    fileprivate var name: String {
        noun.split(separator: " ", maxSplits: 1).last.map(String.init) ?? noun
    }
}
