package import Core

/// The audit as a page to be filed: a table for each tenant.
package struct ResidencyMarkdown {
    private let audit: ResidencyAudit
    private let fleet: String

    package init(_ audit: ResidencyAudit, fleet: String) {
        self.audit = audit
        self.fleet = fleet
    }

    package func render() -> String {
        var text = "## Where the data of fleet \(MarkdownText.code(fleet)) is\n\n**\(audit.sentence)**\n"
        for tenant in audit.tenants {
            text += "\n### \(MarkdownText.code(tenant.name))\n\nMay be in: \(tenant.allowedText)\n"
            if tenant.holdings.isEmpty {
                text += "\nNothing of it holds data.\n"
                continue
            }
            text += "\n| object | region | jurisdiction | allowed | |\n|---|---|---|---|---|\n"
            for holding in tenant.holdings {
                let cells = [
                    MarkdownText.code(holding.id.short), holding.id.scope.region, holding.jurisdiction,
                    holding.isAllowed ? "yes" : "**no**", holding.words,
                ]
                text += "| \(cells.joined(separator: " | ")) |\n"
            }
        }
        return text
    }
}
