package import Core
package import Diagnostics

/// A plan as people read it on a terminal.
package struct PlanText {
    private let plan: Plan
    private let sources: SourceMap
    private let style: TextStyle
    private let now: Timestamp

    /// - Parameter now: what the ages in the text are counted to.
    package init(_ plan: Plan, sources: SourceMap, style: TextStyle, now: Timestamp) {
        self.plan = plan
        self.sources = sources
        self.style = style
        self.now = now
    }

    package func render() -> String {
        var parts = [header]
        // What blocks is said first and last: a long plan hides what stands only in its middle.
        if !plan.findings.isEmpty {
            parts.append(
                DiagnosticText(sources: sources, style: style).render(plan.findings.map(\.diagnostic)).trimmed
            )
        }
        parts += plan.sections.map(section)
        if !plan.kept.isEmpty { parts.append(kept) }
        parts.append(footer)
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var header: String {
        let regions = plan.regions.count == 1 ? "1 region" : "\(plan.regions.count) regions"
        let age = plan.observedAt.map { ", observed \(elapsed(since: $0, now: now))" } ?? ""
        return style.paint("Plan for fleet \(plan.fleet)", .bold)
            + " (\(plan.specCount) specs, \(regions))\(age)"
    }

    private func section(_ section: PlanSection) -> String {
        ([style.paint(section.title, .bold)] + section.changes.flatMap(lines)).joined(separator: "\n")
    }

    private func lines(_ change: Change) -> [String] {
        let isDrift = change.reason == .drift
        var remarks = change.reason.words.map { [$0] } ?? []
        if isDrift, let drift = change.differences.compactMap(\.drift).first {
            remarks.append("drift: \(drift.words(now: now))")
        }
        if !change.blockedBy.isEmpty {
            remarks.append("blocked: \(Set(change.blockedBy).sorted().joined(separator: ", "))")
        }
        let glyph = style.paint(change.action.glyph, change.action.ink)
        let remark = remarks.isEmpty ? "" : "   " + style.paint(remarks.joined(separator: "; "), .dim)
        return ["  \(glyph) \(VisibleText.escape(change.id.short))\(remark)"] + attributeLines(change)
    }

    /// Three columns: the attribute, its values, and the YAML that asks for it.
    private func attributeLines(_ change: Change) -> [String] {
        let rows = change.differences.map { difference in
            (
                path: VisibleText.escape("\(difference.path)"),
                values: "\(lineText(difference.before)) → \(lineText(difference.after))",
                origin: note(difference, in: change)
            )
        }
        let pathWidth = min(48, rows.map(\.path.count).max() ?? 0)
        let valueWidth = min(48, rows.map(\.values.count).max() ?? 0)
        return rows.map { row in
            let line = "      \(row.path.padded(to: pathWidth))   \(row.values.padded(to: valueWidth))"
            return row.origin.isEmpty ? line.trimmedEnd : line + "   " + style.paint(row.origin, .dim)
        }
    }

    private func note(_ difference: Difference, in change: Change) -> String {
        var notes: [String] = []
        if let origin = difference.origin { notes.append(sources.place(of: origin)) }
        if let drift = difference.drift, change.reason != .drift {
            notes.append("drift: \(drift.words(now: now))")
        }
        return notes.joined(separator: "  ")
    }

    private var kept: String {
        let lines = plan.kept.map { owner, region, reason, objects in
            let what = objects.count == 1 ? objects[0].short : "\(objects.count) objects"
            let why = reason.words.map { "   " + style.paint($0, .dim) } ?? ""
            return "  \(style.paint(Action.keep.glyph, .cyan)) \(what) of \(owner) in \(region)\(why)"
        }
        let title = style.paint("kept (nothing deletes data without `status: terminated`)", .bold)
        return ([title] + lines).joined(separator: "\n")
    }

    private var footer: String {
        let sentence = style.paint(PlanCounts(plan).sentence, .bold)
        let severities = [(Diagnostic.Severity.blocked, "Blocked by"), (.error, "Not all could be seen:")]
        let warnings = severities.compactMap { severity, words -> String? in
            let codes = Set(
                plan.findings.filter { $0.diagnostic.severity == severity }.map(\.diagnostic.code))
            return codes.isEmpty
                ? nil : style.paint("\(words) \(codes.sorted().joined(separator: ", ")); see above.", .red)
        }
        return ([sentence] + warnings).joined(separator: "\n")
    }
}

extension SourceMap {
    /// `specs/tenants/nordwind.yaml:19`: a column says nothing in a plan.
    func place(of origin: Origin) -> String {
        VisibleText.escape(self[origin.file]?.path ?? "?") + ":\(origin.line)"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }

    fileprivate var trimmedEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }

    fileprivate var trimmed: String {
        var text = self
        while text.last?.isNewline ?? false { text.removeLast() }
        return text
    }
}
