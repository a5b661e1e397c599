package import Core
package import Diagnostics

/// A plan as a comment on a pull request: the sum first, then one folded section for each owner.
package struct PlanMarkdown {
    /// Code hosts cut or refuse comments of 65,536 characters and more.
    package static let lengthLimit = 60_000

    private let plan: Plan
    private let sources: SourceMap

    package init(_ plan: Plan, sources: SourceMap) {
        self.plan = plan
        self.sources = sources
    }

    package func render() -> String {
        var text =
            "## Cadastre plan for fleet \(MarkdownText.code(plan.fleet))\n\n**\(PlanCounts(plan).sentence)**\n"
        if let cost = plan.costs?.sentence(of: plan.changes) { text += "\n\(cost.htmlEscaped)\n" }
        let worst = plan.findings.map(\.diagnostic).filter { $0.severity != .warning }
        let warnings = plan.findings.map(\.diagnostic).filter { $0.severity == .warning }
        if !worst.isEmpty {
            text += "\n> [!CAUTION]\n> This plan is blocked or not complete.\n\n"
            text += MarkdownText.fence(cut(worst, to: Self.lengthLimit / 2), as: "text")
        }
        if !warnings.isEmpty {
            text +=
                "\n"
                + fold(
                    "\(warnings.count) to know of",
                    MarkdownText.fence(cut(warnings, to: Self.lengthLimit / 8), as: "text")
                )
        }
        var left = 0
        func add(_ part: String) {
            if text.utf8.count + part.utf8.count > Self.lengthLimit - 100 { left += 1 } else { text += part }
        }
        for section in plan.sections {
            add("\n" + fold(summary(of: section), MarkdownText.fence(lines(of: section), as: "diff")))
        }
        if !plan.kept.isEmpty {
            add("\n" + fold("Kept though not asked for", MarkdownText.fence(kept, as: "text")))
        }
        if left > 0 {
            let sections = left == 1 ? "1 section does" : "\(left) sections do"
            text += "\n\(sections) not fit here; `cadastre plan` shows everything.\n"
        }
        return text
    }

    /// As many as fit, at least one; how many there are besides is said.
    private func cut(_ diagnostics: [Diagnostic], to limit: Int) -> String {
        let renderer = DiagnosticText(sources: sources, style: .plain)
        var text = ""
        let sorted = diagnostics.sorted(by: Diagnostic.precedes)
        for (count, diagnostic) in sorted.enumerated() {
            let next = renderer.render(diagnostic)
            if count > 0, text.utf8.count + next.utf8.count > limit {
                return text + "\n…and \(sorted.count - count) more\n"
            }
            text += (count > 0 ? "\n" : "") + next
        }
        return text
    }

    private func summary(of section: PlanSection) -> String {
        let counts = PlanCounts(section.changes).words ?? "no changes"
        let cost = plan.costs?.note(on: section.changes).map { ", \($0.htmlEscaped)" } ?? ""
        return "<b>\(VisibleText.escape(section.title).htmlEscaped)</b>: \(counts)\(cost)"
    }

    /// In the colours of a `diff` block: `!` is a change.
    private func lines(of section: PlanSection) -> String {
        section.changes.flatMap { change -> [String] in
            let sign =
                switch change.action {
                case .create, .adopt: "+"
                case .delete: "-"
                case .update, .replace, .keep, .none: "!"
                }
            var words = change.reason.words.map { [$0] } ?? []
            if change.reason == .drift {
                let manager = change.differences.compactMap(\.drift?.manager).first
                words.append("drift" + (manager.map { " by \($0)" } ?? ""))
            }
            if let timing = change.timing { words.append(timing.words) }
            if !change.blockedBy.isEmpty {
                words.append("BLOCKED: \(change.blockedBy.joined(separator: ", "))")
            }
            let remark = words.isEmpty ? "" : "  (\(VisibleText.escape(words.joined(separator: "; "))))"
            return ["\(sign) \(change.action.rawValue) \(VisibleText.escape(change.id.short))\(remark)"]
                + change.differences.map { difference in
                    let origin = difference.origin.map { "  # \(sources.line(of: $0))" } ?? ""
                    return "      \(VisibleText.escape("\(difference.path)")): "
                        + "\(difference.valuesText)\(origin)"
                }
        }.joined(separator: "\n")
    }

    private var kept: String {
        plan.kept.flatMap { owner, region, reason, objects in
            [VisibleText.escape("\(owner.words(in: region)): \(reason.words ?? "")")]
                + objects.map { "  \(VisibleText.escape($0.short))" }
        }.joined(separator: "\n")
    }

    private func fold(_ summary: String, _ body: String) -> String {
        "<details><summary>\(summary)</summary>\n\n\(body)\n</details>\n"
    }
}

extension String {
    fileprivate var htmlEscaped: String {
        var result = ""
        for character in self {
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            default: result.append(character)
            }
        }
        return result
    }
}
