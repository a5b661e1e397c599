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
        var text = "## Cadastre plan for fleet `\(plan.fleet)`\n\n**\(PlanCounts(plan).sentence)**\n"
        let worst = plan.findings.map(\.diagnostic).filter { $0.severity != .warning }
        let warnings = plan.findings.map(\.diagnostic).filter { $0.severity == .warning }
        if !worst.isEmpty {
            text +=
                "\n> [!CAUTION]\n> This plan is blocked or not whole.\n\n"
                + fence(diagnostics(worst), as: "text")
        }
        if !warnings.isEmpty {
            text += "\n" + fold("\(warnings.count) to know of", fence(diagnostics(warnings), as: "text"))
        }
        var left = 0
        for section in plan.sections {
            let folded = "\n" + fold(summary(of: section), fence(lines(of: section), as: "diff"))
            if text.utf8.count + folded.utf8.count > Self.lengthLimit { left += 1 } else { text += folded }
        }
        if left > 0 {
            text += "\n…and \(left) more sections that do not fit here; `cadastre plan` shows them.\n"
        }
        if !plan.kept.isEmpty, text.utf8.count + kept.utf8.count < Self.lengthLimit {
            text += "\n" + fold("Kept though not asked for", fence(kept, as: "text"))
        }
        return text
    }

    private func summary(of section: PlanSection) -> String {
        let counts = PlanCounts(section.changes).words ?? "no changes"
        return "<b>\(section.title.htmlEscaped)</b>: \(counts)"
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
                words.append(
                    "drift"
                        + (change.differences.compactMap(\.drift?.manager).first.map { " by \($0)" } ?? ""))
            }
            if !change.blockedBy.isEmpty { words.append("BLOCKED") }
            let remark = words.isEmpty ? "" : "  (\(words.joined(separator: "; ")))"
            return ["\(sign) \(change.action.rawValue) \(VisibleText.escape(change.id.short))\(remark)"]
                + change.differences.map { difference in
                    let origin = difference.origin.map { "  # \(sources.place(of: $0))" } ?? ""
                    return "      \(VisibleText.escape("\(difference.path)")): "
                        + "\(lineText(difference.before)) → \(lineText(difference.after))\(origin)"
                }
        }.joined(separator: "\n")
    }

    private var kept: String {
        plan.kept.flatMap { owner, region, reason, objects in
            ["\(owner) in \(region): \(reason.words ?? "")"]
                + objects.map { "  \(VisibleText.escape($0.short))" }
        }.joined(separator: "\n")
    }

    private func diagnostics(_ diagnostics: [Diagnostic]) -> String {
        DiagnosticText(sources: sources, style: .plain).render(diagnostics)
    }

    private func fold(_ summary: String, _ body: String) -> String {
        "<details><summary>\(summary)</summary>\n\n\(body)\n</details>\n"
    }

    /// A fence longer than any run of backticks inside, so that nothing in a spec can end it.
    private func fence(_ text: String, as language: String) -> String {
        var longest = 0
        var run = 0
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
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
