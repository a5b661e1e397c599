/// Something wrong, or doubtful, in what a person wrote.
///
/// `summary` is one short phrase; `label` stands under the caret and says what was expected there;
/// `notes` give background; `help` says what to do. Codes are listed in docs/diagnostics.md.
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

    package init(
        _ severity: Severity, _ code: String, _ summary: String, at origin: Origin? = nil, label: String = "",
        notes: [String] = [], help: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.summary = summary
        self.origin = origin
        self.label = label
        self.notes = notes
        self.help = help
    }
}

/// A leaf that stops at the first thing wrong throws it as it will be shown.
extension Diagnostic: Error {}
