package import Core
package import Values

/// The audit as programs read it; see docs/residency.md.
package struct ResidencyJSON {
    private let audit: ResidencyAudit
    private let fleet: String

    package init(_ audit: ResidencyAudit, fleet: String) {
        self.audit = audit
        self.fleet = fleet
    }

    package func value() -> Value {
        [
            "formatVersion": 1, "fleet": .string(fleet), "lawful": .bool(audit.isLawful),
            "complete": .bool(audit.isWhole), "unsearched": .array(audit.unsearched.map(Value.string)),
            "tenants": .array(audit.tenants.map(tenant)),
        ]
    }

    private func tenant(_ tenant: ResidencyAudit.Tenant) -> Value {
        [
            "name": .string(tenant.name), "allowed": .array(tenant.allowed.map(Value.string)),
            "lawful": .bool(tenant.isLawful), "holdings": .array(tenant.holdings.map(holding)),
        ]
    }

    private func holding(_ holding: ResidencyAudit.Holding) -> Value {
        [
            "object": holding.id.value, "jurisdiction": .string(holding.jurisdiction),
            "allowed": .bool(holding.isAllowed), "source": .string(holding.source.rawValue),
            "presence": .string(holding.presence.rawValue),
        ]
    }
}
