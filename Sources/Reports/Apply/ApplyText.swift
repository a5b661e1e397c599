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
        case .waiting(let change, let reason): "  … \(name(change.id)): \(VisibleText.escape(reason))"
        case .finished(let change, .applied):
            "  \(style.paint(change.action.glyph, change.action.ink)) \(name(change.id))"
        case .finished(let change, .failed(let problem)):
            "  \(style.paint("failed", .red)) \(name(change.id)): \(VisibleText.escape(problem.summary))"
        case .finished(let change, .waiting(let reason)):
            "  … \(name(change.id)): \(VisibleText.escape(reason)); a later apply takes it up"
        case .started, .stillWaiting, .finished, .rested: nil
        }
    }

    /// The sum, and then whatever was not done, each with its reason and what to do.
    package func summary(_ report: ApplyReport, took seconds: Double) -> String {
        [style.paint(sentence(report, seconds), .bold), details(report)].filter { !$0.isEmpty }
            .joined(separator: "\n\n") + "\n"
    }

    /// Whatever was not done.
    func details(_ report: ApplyReport) -> String {
        let parts = [
            lines(report.failed.flatMap(failure)),
            lines(list(report.skipped, "skipped", .yellow)), lines(list(report.blocked, "blocked", .red)),
            lines(waiting(report.waiting)), lines(left(report.left)),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
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
        var details = ["\(problem.summary) [\(problem.code)]"]
        if !problem.detail.isEmpty { details.append(problem.detail) }
        details = details.map { VisibleText.escape($0) }
        if let help = problem.help {
            details.append("\(style.paint("help:", .bold)) \(VisibleText.escape(help))")
        }
        return [line("failed", .red, name(entry.change.id))] + details.map { Self.indent + $0 }
    }

    /// One failure can hold up thousands; a person needs the number and a few names.
    private static let listed = 20
    /// As wide as the longest of the words that begin a line, and the space behind it.
    private static let indent = "         "

    private func list(_ entries: [ApplyReport.Entry], _ word: String, _ ink: TextStyle.Ink) -> [String] {
        let shown = entries.prefix(Self.listed).map { entry in
            line(word, ink, name(entry.change.id) + (reason(entry.result).map { ": \($0)" } ?? ""))
        }
        let rest = entries.count - shown.count
        return rest > 0 ? shown + ["\(Self.indent)and \(rest) more"] : shown
    }

    private func reason(_ result: ApplySchedule.Result) -> String? {
        switch result {
        case .skipped(let cause): "it needs \(VisibleText.escape(cause.short))"
        case .blocked(let codes): codes.joined(separator: ", ")
        case .waiting(let reason): VisibleText.escape(reason)
        case .applied, .failed, .left: nil
        }
    }

    private func waiting(_ entries: [ApplyReport.Entry]) -> [String] {
        if entries.isEmpty { return [] }
        let what = entries.count == 1 ? "This goes" : "These go"
        return list(entries, "waiting", .yellow) + [
            "\(what) on without this program; the next apply takes it up."
        ]
    }

    private func left(_ entries: [ApplyReport.Entry]) -> [String] {
        if entries.isEmpty { return [] }
        return list(entries, "left", .dim) + ["Stopped before these were begun; apply again to go on."]
    }

    private func line(_ word: String, _ ink: TextStyle.Ink, _ text: String) -> String {
        style.paint(word, ink) + Self.indent.dropFirst(word.utf8.count) + text
    }

    private func lines(_ lines: [String]) -> String { lines.joined(separator: "\n") }
    private func name(_ id: ObjectID) -> String { VisibleText.escape("\(id)") }
}
