/// The line that closes a list of diagnostics.
package struct DiagnosticSummary: Hashable, Sendable {
    package let errors: Int
    package let warnings: Int
    package let blocked: Int
    /// Files in which something was found.
    package let affectedFiles: Int
    /// Files that were read.
    package let files: Int

    package init(of diagnostics: [Diagnostic], files: Int) {
        errors = diagnostics.count { $0.severity == .error }
        warnings = diagnostics.count { $0.severity == .warning }
        blocked = diagnostics.count { $0.severity == .blocked }
        affectedFiles = Set(diagnostics.compactMap { $0.origin?.file }).count
        self.files = files
    }

    /// Such as "2 errors in 2 of 14 files; nothing was planned. Each code is explained in docs/diagnostics.md."
    ///
    /// - Parameter consequence: what did not happen because of them; left out when there are only warnings.
    /// - Returns: an empty text when nothing was found.
    package func text(consequence: String = "nothing was planned") -> String {
        let counts = [
            Self.count(errors, "error"), Self.count(blocked, "blocked change"),
            Self.count(warnings, "warning"),
        ].compactMap(\.self)
        guard !counts.isEmpty else { return "" }
        var text = counts.joined(separator: ", ")
        if affectedFiles > 0 { text += " in \(affectedFiles) of \(files) file\(files == 1 ? "" : "s")" }
        if errors + blocked > 0, !consequence.isEmpty { text += "; \(consequence)" }
        return text + ". Each code is explained in docs/diagnostics.md."
    }

    private static func count(_ count: Int, _ noun: String) -> String? {
        count == 0 ? nil : "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
