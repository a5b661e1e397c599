package import Core
package import Diagnostics

/// How the world stands to what is explained: the part of a plan that is about it.
package struct ObservedText {
    private let plan: Plan
    private let text: PlanText
    private let sources: SourceMap
    private let style: TextStyle

    package init(_ plan: Plan, sources: SourceMap, style: TextStyle, now: Timestamp) {
        self.plan = plan
        self.sources = sources
        self.style = style
        text = PlanText(plan, sources: sources, style: style, now: now)
    }

    /// - Parameter isAbout: which objects it is.
    package func render(_ isAbout: (ObjectID, Owner) -> Bool) -> String {
        let changes = plan.changes.filter { isAbout($0.id, $0.owner) }
        let pending = changes.filter(\.action.isChange).sorted { $0.id < $1.id }
        let kept = Dictionary(grouping: changes.filter { $0.action == .keep }) { $0.reason.words ?? "" }
        var parts: [String] = []
        let findings = plan.findings.filter { concerns($0, isAbout) }.map(\.diagnostic)
        if !findings.isEmpty {
            parts.append(DiagnosticText(sources: sources, style: style).render(findings))
        }
        if !pending.isEmpty {
            parts.append(
                text.section(PlanSection(title: "in the world: not as the specs say", changes: pending))
                    + "\n")
        }
        for (reason, changes) in kept.sorted(by: { $0.key < $1.key }) {
            let lines = changes.map(\.id).sorted().map {
                "  \(style.paint(Action.keep.glyph, .cyan)) \(VisibleText.escape("\($0)"))\n"
            }
            parts.append(
                style.paint("in the world: kept, because \(VisibleText.escape(reason))", .bold) + "\n"
                    + lines.joined())
        }
        if parts.isEmpty { return style.paint("in the world: as the specs say", .bold) + "\n" }
        return parts.joined(separator: "\n")
    }

    /// What is about no object is about all of them.
    private func concerns(_ finding: Finding, _ isAbout: (ObjectID, Owner) -> Bool) -> Bool {
        switch finding.reach {
        case .object(let id): isAbout(id, finding.owner ?? .region(id.scope.region))
        case .tenant, .deletes: false
        case .nothing: finding.diagnostic.severity == .error
        }
    }
}
