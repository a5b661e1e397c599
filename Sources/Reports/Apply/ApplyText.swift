import Core
package import Diagnostics
package import Reconciliation

/// What became of an apply, as people read it.
package struct ApplyText {
    private let style: TextStyle

    package init(style: TextStyle) { self.style = style }

    /// One line for an event where there is no terminal to draw on; nil for what is only of interest live.
    package func line(_ event: Applier.Event) -> String? {
        switch event {
        case .started: nil
        case .waiting(let change, let reason): "  … \(change.id): \(reason)"
        case .finished(let change, .applied): "  \(glyph(change)) \(change.id)"
        case .finished(let change, .failed(let problem)):
            "  \(style.paint("failed", .red)) \(change.id): \(VisibleText.escape(problem.summary))"
        case .finished(let change, .waiting(let reason)):
            "  … \(change.id): \(reason); a later apply takes it up"
        case .finished: nil
        }
    }

    /// The sum, and then whatever was not done, each with its reason and what to do.
    package func summary(_ report: ApplyReport, took seconds: Double) -> String {
        var lines = [style.paint(sentence(report, seconds), .bold)]
        for entry in report.failed { lines += failure(entry) }
        for entry in report.skipped {
            guard case .skipped(let cause) = entry.result else { continue }
            lines.append("skipped \(entry.change.id.short): it needs \(cause.short)")
        }
        for entry in report.blocked {
            lines.append(
                "\(style.paint("blocked", .red)) \(entry.change.id.short): \(Set(entry.change.blockedBy).sorted().joined(separator: ", "))"
            )
        }
        if !report.left.isEmpty { lines += left(report.left) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func sentence(_ report: ApplyReport, _ seconds: Double) -> String {
        var parts = ["Applied \(report.applied.count)"]
        for (entries, word) in [
            (report.waiting, "waiting"), (report.failed, "failed"), (report.skipped, "skipped"),
            (report.blocked, "blocked"), (report.left, "left"),
        ] where !entries.isEmpty { parts.append("\(word) \(entries.count)") }
        let tenths = Int((seconds * 10).rounded())
        return parts.joined(separator: ", ") + ", in \(tenths / 10).\(tenths % 10) s."
    }

    private func failure(_ entry: ApplyReport.Entry) -> [String] {
        guard case .failed(let problem) = entry.result else { return [] }
        var lines = [
            "\(style.paint("failed", .red))  \(entry.change.id)",
            "        \(VisibleText.escape(problem.summary)) [\(problem.code)]",
        ]
        if !problem.detail.isEmpty { lines.append("        \(VisibleText.escape(problem.detail))") }
        if let help = problem.help {
            lines.append("        \(style.paint("help:", .bold)) \(VisibleText.escape(help))")
        }
        return lines
    }

    /// Stopped runs leave much; a person needs the number and a few names.
    private func left(_ entries: [ApplyReport.Entry]) -> [String] {
        let shown = entries.prefix(10).map { "left    \($0.change.id)" }
        let more = entries.count > 10 ? ["        and \(entries.count - 10) more"] : []
        return shown + more + ["Stopped before these were begun; apply again to go on."]
    }

    private func glyph(_ change: Change) -> String { style.paint(change.action.glyph, change.action.ink) }
}
