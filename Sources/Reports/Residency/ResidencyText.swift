package import Core
package import Diagnostics

/// The audit as people read it: a line for each object that holds data.
package struct ResidencyText {
    private let audit: ResidencyAudit
    private let style: TextStyle

    package init(_ audit: ResidencyAudit, style: TextStyle) {
        self.audit = audit
        self.style = style
    }

    package func render() -> String {
        audit.tenants.map(text).joined(separator: "\n") + (audit.tenants.isEmpty ? "" : "\n") + audit.sentence
            + "\n"
    }

    private func text(_ tenant: ResidencyAudit.Tenant) -> String {
        var text = "\(style.paint(tenant.title, .bold))   may be in: \(tenant.allowedText)\n"
        let rows = tenant.holdings.map { [$0.id.short, $0.id.scope.region, $0.jurisdiction, $0.words] }
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        for (row, holding) in zip(rows, tenant.holdings) {
            let cells = (0..<3).map { row[$0].padded(to: widths[$0]) } + [row[3]]
            let line = "  \(holding.isAllowed ? "✓" : "✗") " + cells.joined(separator: "  ")
            text += (holding.isAllowed ? line : style.paint(line, .red)) + "\n"
        }
        return text + (rows.isEmpty ? "  nothing that holds data\n" : "")
    }
}

extension ResidencyAudit {
    /// How it stands, in one sentence.
    var sentence: String {
        let holdings = tenants.flatMap(\.holdings)
        let wrong = holdings.count { !$0.isAllowed }
        let unseen = holdings.count { $0.presence == .unseen }
        let objects = holdings.count == 1 ? "1 object holds" : "\(holdings.count) objects hold"
        let whose = tenants.count == 1 ? "1 tenant" : "\(tenants.count) tenants"
        let verdict =
            wrong == 0
            ? "all where it may be" : "\(wrong) of them where \(wrong == 1 ? "it" : "they") may not be"
        let gaps =
            (unseen == 0 ? "" : "; \(unseen) not looked at")
            + (unsearched.isEmpty
                ? "" : "; copies not looked for in \(unsearched.joined(separator: ", "))")
        return "\(objects) data of \(whose), \(verdict)\(gaps)."
    }
}

extension ResidencyAudit.Tenant {
    var allowedText: String { allowed.isEmpty ? "nowhere" : allowed.joined(separator: ", ") }
}

extension ResidencyAudit.Holding {
    /// What is asked for, and what is there.
    var words: String {
        let presence =
            switch self.presence {
            case .there: "there"
            case .missing: "not there yet"
            case .unseen: "not looked at"
            }
        return switch source {
        case .specs: presence
        case .shared: "\(presence), shared by all tenants without a server of their own"
        case .left: "\(presence), and not asked for any more"
        case .copy: "\(presence), a copy that the specs do not ask for"
        }
    }
}
