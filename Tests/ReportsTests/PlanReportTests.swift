import Core
import Diagnostics
import Reports
import TestSupport
import Testing
import Values

private let evil = "\u{1B}]0;x\u{7}\r\n\u{202E}```</details><script>"

@Suite("A plan as text")
struct PlanReportTests {
    private let sample = Sample()

    private func text(_ plan: Plan, style: TextStyle = .plain) -> String {
        PlanText(plan, sources: sample.sources, style: style, now: Sample.now).render()
    }

    @Test("A plan with everything says what, where, why and what to do")
    func everything() { expectGolden(text(sample.everything), at: "Golden/plan.txt") }

    @Test("A plan without changes says so")
    func unchanged() {
        expectGolden(text(sample.plan([])), at: "Golden/plan-unchanged.txt")
        expectGolden(text(sample.plan([], unchanged: 0)), at: "Golden/plan-empty.txt")
    }

    @Test("Colours are added to the plain text and change nothing else")
    func colours() {
        let coloured = text(sample.everything, style: .colour)
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == text(sample.everything))
        #expect(coloured.contains("\u{1B}[32m+\u{1B}[0m"))
        #expect(coloured.contains("\u{1B}[31m-\u{1B}[0m"))
    }

    @Test("A plan for a pull request folds each owner's changes")
    func markdown() {
        expectGolden(PlanMarkdown(sample.everything, sources: sample.sources).render(), at: "Golden/plan.md")
    }

    @Test("A plan for programs is as its documentation says")
    func json() {
        let json = PlanJSON(sample.everything, sources: sample.sources).value().json(.pretty)
        expectGolden(String(decoding: json, as: UTF8.self) + "\n", at: "Golden/plan.json")
    }

    @Test("What a plan costs is told for each owner and in all, and what has no price is named")
    func cost() {
        let plan = sample.costly
        expectGolden(text(plan), at: "Golden/plan-cost.txt")
        expectGolden(PlanMarkdown(plan, sources: sample.sources).render(), at: "Golden/plan-cost.md")
        #expect(
            PlanJSON(plan, sources: sample.sources).value()[at: "summary.cost"] == [
                "currency": "USD", "monthlyDifference": "386.01",
                "tenants": ["acme": "57.51", "nordwind": "328.50"], "regions": [:],
                "uncounted": ["db.r9g.large"],
            ])
    }

    private var evilPlan: Plan {
        let difference = Difference(
            path: FieldPath([.key(evil)]), before: .string(evil), after: .string(evil), origin: nil,
            drift: Drift(manager: evil, at: nil))
        let other = Difference(path: "a", before: 1, after: 2, origin: nil)
        return sample.plan(
            [
                Sample.change(.update, Sample.id("Role", evil), .tenant(evil), .drift, [difference]),
                Sample.change(
                    .update, Sample.id("Role", "x"), .tenant(evil), .specChanged, [difference, other]),
                Sample.change(.keep, Sample.id("Role", evil), .tenant(evil), .orphan),
            ], [Finding(Diagnostic(.warning, "a.b", evil, notes: [evil], help: evil))])
    }

    @Test("Nothing in names and values reaches the terminal as a control sequence")
    func injection() {
        let shown = text(evilPlan) + PlanMarkdown(evilPlan, sources: sample.sources).render()
        let hidden: Set<Unicode.Scalar> = ["\u{1B}", "\u{7}", "\r", "\u{202E}"]
        #expect(!shown.unicodeScalars.contains(where: hidden.contains))
    }

    @Test("Nothing in names and values ends a fence or a fold of the markdown")
    func markup() {
        let text = PlanMarkdown(evilPlan, sources: sample.sources).render()
        var fence: Substring?
        var folds = 0
        for line in text.split(separator: "\n") {
            let ticks = line.prefix { $0 == "`" }
            if let open = fence {
                if ticks.count >= open.count, ticks.count == line.count { fence = nil }
            } else if ticks.count >= 3 {
                fence = ticks
            } else {
                #expect(!line.contains("<script>"))
                folds += line.hasPrefix("<details>") ? 1 : line.hasPrefix("</details>") ? -1 : 0
            }
        }
        #expect(fence == nil)
        #expect(folds == 0)
    }

    @Test("A markdown too long for a comment is cut, and says so")
    func limit() {
        let changes = (0..<3_000).map { number in
            Sample.change(.create, Sample.id("ConfigMap", "s\(number)"), .tenant("t\(number)"), .missing)
        }
        let findings = (0..<3_000).map { Finding(Diagnostic(.blocked, "a.b", "blocked number \($0)")) }
        let text = PlanMarkdown(sample.plan(changes, findings), sources: sample.sources).render()
        #expect(text.utf8.count <= PlanMarkdown.lengthLimit)
        #expect(text.contains("sections do not fit here"))
        #expect(text.contains(/…and \d+ more/))
    }
}
