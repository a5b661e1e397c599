/// Something wrong, or doubtful, in what a person wrote.
///
/// `summary` is one short phrase; `label` stands under the caret and says what was expected there;
/// `notes` give background, `related` does so with a place of its own; `help` says what to do. Codes are listed in docs/diagnostics.md.
package struct Diagnostic: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable { case error, warning, blocked }

    package var severity: Severity
    /// Such as `spec.unknown-key`.
    package var code: String
    package var summary: String
    package var origin: Origin?
    package var label: String
    package var notes: [String]
    package var help: String?
    package var related: [Related]

    /// Another place that has to do with it, and what is said there.
    package struct Related: Hashable, Sendable {
        package var text: String
        package var origin: Origin

        package init(_ text: String, _ origin: Origin) {
            self.text = text
            self.origin = origin
        }
    }

    package init(
        _ severity: Severity, _ code: String, _ summary: String, at origin: Origin? = nil, label: String = "",
        notes: [String] = [], help: String? = nil, related: [Related] = []
    ) {
        self.severity = severity
        self.code = code
        self.summary = summary
        self.origin = origin
        self.label = label
        self.notes = notes
        self.help = help
        self.related = related
    }
}

/// A leaf that stops at the first thing wrong throws it as it will be shown.
extension Diagnostic: Error {}
