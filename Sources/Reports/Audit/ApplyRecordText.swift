import Core
package import Diagnostics
import Reconciliation

/// The report of an apply as people read it: as the apply itself showed it.
package struct ApplyRecordText {
    private let record: ApplyRecord
    private let sources: SourceMap
    private let style: TextStyle

    package init(_ record: ApplyRecord, sources: SourceMap, style: TextStyle) {
        self.record = record
        self.sources = sources
        self.style = style
    }

    package func render() -> String {
        ([style.paint(title, .bold), facts] + sections + [outcome]).joined(separator: "\n\n")
    }

    /// For an issue or a change record: the same, where it can be pasted.
    package func markdown() -> String {
        let plain = ApplyRecordText(record, sources: sources, style: .plain)
        let body = (plain.sections + [plain.outcome]).joined(separator: "\n\n")
        return "## \(MarkdownText.code(plain.title))\n\n\(MarkdownText.fence(plain.facts, as: "text"))\n"
            + MarkdownText.fence(body, as: "text")
    }

    private var title: String {
        let beginning = record.beginning
        return VisibleText.escape(
            "Apply to fleet \(beginning.fleet) by \(beginning.user) on \(beginning.host), \(beginning.at)")
    }

    private var facts: String {
        let beginning = record.beginning
        let plan = beginning.savedPlan.map { ", as \($0) showed it" } ?? ""
        return VisibleText.escape(
            "cadastre \(beginning.version), specs in \(beginning.specs) (digest \(beginning.digest))\(plan)")
    }

    private var plan: Plan {
        Plan(
            fleet: record.beginning.fleet, changes: record.entries.map(\.change), findings: [], unchanged: 0,
            titles: record.beginning.titles, specCount: 0, regions: [], observedAt: nil)
    }

    private var sections: [String] {
        let text = PlanText(plan, sources: sources, style: style, now: record.beginning.at)
        return plan.sections.map(text.section)
    }

    private var outcome: String {
        let report = ApplyReport(record.entries)
        if let seconds = record.seconds { return ApplyText(style: style).summary(report, took: seconds) }
        let known = report.applied.count + report.failed.count + report.waiting.count
        var lines = [
            style.paint("This apply did not come to its end", .bold, .red)
                + ": \(report.applied.count) of \(record.beginning.planned) changes are known to be applied."
        ]
        if !record.unended.isEmpty {
            lines.append("Begun, and it is not known how they ended; plan to see which were made:")
            lines += record.unended.sorted().map { "  \(VisibleText.escape("\($0)"))" }
        }
        if known > report.applied.count {
            lines.append("")
            lines.append(ApplyText(style: style).details(report))
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
