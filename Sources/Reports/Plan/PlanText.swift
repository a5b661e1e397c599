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
            let renderer = DiagnosticText(sources: sources, style: style)
            let diagnostics = plan.findings.map(\.diagnostic)
            parts.append(renderer.render(diagnostics.filter { $0.severity != .warning }).trimmed)
            parts.append(renderer.render(diagnostics.filter { $0.severity == .warning }).trimmed)
        }
        parts += plan.sections.map(section)
        if !plan.kept.isEmpty { parts.append(kept) }
        parts.append(footer)
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private var header: String {
        let regions = plan.regions.count == 1 ? "1 region" : "\(plan.regions.count) regions"
        let specs = plan.specCount == 1 ? "1 spec" : "\(plan.specCount) specs"
        let title = style.paint("Plan for fleet \(VisibleText.escape(plan.fleet))", .bold)
        let age = plan.observedAt.map { ", observed \(elapsed(since: $0, now: now))" } ?? ""
        return "\(title) (\(specs), \(regions))\(age)"
    }

    func section(_ section: PlanSection) -> String {
        let rows = section.changes.map { change in (change, attributes: change.differences.map(attribute)) }
        let columns = PlanColumns(rows.flatMap(\.attributes), objects: section.changes.map(\.id.short))
        let lines = rows.flatMap { change, attributes in
            [objectLine(change, columns)] + attributes.map { attributeLine($0, in: change, columns) }
        }
        let title = style.paint(VisibleText.escape(section.title), .bold)
        let cost = plan.costs?.note(on: section.changes).map { style.paint("   \($0)", .dim) } ?? ""
        return ([title + cost] + lines).joined(separator: "\n")
    }

    private func objectLine(_ change: Change, _ columns: PlanColumns) -> String {
        var remarks = change.reason.words.map { [$0] } ?? []
        if change.reason == .drift, let drift = change.differences.compactMap(\.drift).first {
            remarks.append("drift: \(drift.words(now: now))")
        }
        if let timing = change.timing { remarks.append(timing.words) }
        let object = VisibleText.escape(change.id.short)
        var notes =
            remarks.isEmpty
            ? [] : [style.paint(VisibleText.escape(remarks.joined(separator: "; ")), .dim)]
        if !change.blockedBy.isEmpty {
            notes.append(style.paint("blocked: \(change.blockedBy.joined(separator: ", "))", .red))
        }
        let glyph = style.paint(change.action.glyph, change.action.ink)
        if notes.isEmpty { return "  \(glyph) \(object)" }
        return "  \(glyph) \(columns.padded(object: object))   \(notes.joined(separator: "; "))"
    }

    private func attribute(_ difference: Difference) -> PlanColumns.Attribute {
        PlanColumns.Attribute(
            path: VisibleText.escape("\(difference.path)"),
            values: difference.valuesText, difference: difference)
    }

    private func attributeLine(
        _ attribute: PlanColumns.Attribute, in change: Change, _ columns: PlanColumns
    ) -> String {
        var notes: [String] = []
        if let origin = attribute.difference.origin { notes.append(sources.line(of: origin)) }
        if let drift = attribute.difference.drift, change.reason != .drift {
            notes.append("drift: \(VisibleText.escape(drift.words(now: now)))")
        }
        let line = "      \(columns.padded(path: attribute.path))   "
        if notes.isEmpty { return line + attribute.values }
        let note = style.paint(notes.joined(separator: "  "), .dim)
        return line + "\(columns.padded(values: attribute.values))   \(note)"
    }

    private var kept: String {
        let kept = plan.kept.map { owner, region, reason, objects in
            let what = objects.count == 1 ? objects[0].short : "\(objects.count) objects"
            return (
                VisibleText.escape("\(what) of \(owner.words(in: region))"),
                why: reason.words.map { VisibleText.escape($0 + hint(at: owner, reason)) } ?? ""
            )
        }
        let width = min(80, kept.map { VisibleText.width(of: $0.0) }.max() ?? 0)
        let lines = kept.map { what, why in
            let glyph = style.paint(Action.keep.glyph, .cyan)
            return "  \(glyph) \(what.padded(to: why.isEmpty ? 0 : width))"
                + (why.isEmpty ? "" : "   " + style.paint(why, .dim))
        }
        let title = style.paint("kept (nothing deletes data without `status: terminated`)", .bold)
        return ([title] + lines).joined(separator: "\n")
    }

    /// What shows more of what a tenant left.
    private func hint(at owner: Owner, _ reason: Reason) -> String {
        guard reason == .orphan, let tenant = owner.tenant else { return "" }
        return "; cadastre explain \(tenant) --observe"
    }

    private var footer: String {
        let sentence = style.paint(PlanCounts(plan).sentence, .bold)
        let severities = [(Diagnostic.Severity.blocked, "Blocked by"), (.error, "Not complete because of")]
        let warnings = severities.compactMap { severity, words -> String? in
            let codes = Set(
                plan.findings.filter { $0.diagnostic.severity == severity }.map(\.diagnostic.code))
            if codes.isEmpty { return nil }
            return style.paint("\(words) \(codes.sorted().joined(separator: ", ")); see above.", .red)
        }
        let gaps = plan.unrehearsed.sorted { $0.key.rawValue < $1.key.rawValue }.map { gap, count in
            style.paint(
                "\(count == 1 ? "1 change was" : "\(count) changes were") not tried out on the server: "
                    + "\(gap.words(changes: count)).", .dim)
        }
        let cost = [plan.costs?.sentence(of: plan.changes)].compactMap(\.self)
        return ([sentence] + cost + gaps + warnings).joined(separator: "\n")
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self
        while text.last?.isNewline ?? false { text.removeLast() }
        return text
    }
}
