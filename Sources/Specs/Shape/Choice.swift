import Diagnostics
import Values

/// A closed set of words.
protocol Choice: SpecType, CaseIterable, RawRepresentable<String> where Written == Sourced<Self> {
    /// Without an article: "role".
    static var noun: String { get }
    /// What choosing it means, as a clause.
    var about: String { get }
}

extension Choice {
    static var form: Form<Sourced<Self>> {
        let noun = noun
        let allowed = allCases.map(\.rawValue)
        let notation = Notation(
            words: allCases.map { "`\($0.rawValue)`: \($0.about)" }.joined(separator: "; "),
            schema: [
                "enum": .array(allowed.map(Value.string)),
                "enumDescriptions": .array(allCases.map { .string($0.about) }),
            ])
        let expected = (allowed.count > 1 ? "one of " : "") + allowed.joined(separator: ", ")
        return Form(notation) { node, decoder in
            guard let text = decoder.text(node, expected: expected) else { return nil }
            if let choice = Self(rawValue: text) { return Sourced(choice, at: decoder.origin(of: node)) }
            decoder.report(
                Diagnostic(
                    .unknownValue, "unknown \(noun) \"\(text)\"", at: decoder.origin(of: node),
                    label: "expected \(expected)",
                    help: Suggestion.closest(to: text, among: allowed).map { "did you mean \"\($0)\"?" }))
            return nil
        }
    }
}
