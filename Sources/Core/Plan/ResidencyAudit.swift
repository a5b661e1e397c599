/// Where each tenant's data is, as the specs ask for it and as it was seen: what an auditor asks.
package struct ResidencyAudit: Sendable {
    package struct Tenant: Sendable {
        package let name: String
        /// `nordwind · enterprise · eu-west-1`
        package let title: String
        /// Jurisdictions in which its data may be.
        package let allowed: [String]
        /// Sorted by region and object.
        package let holdings: [Holding]

        package init(name: String, title: String, allowed: [String], holdings: [Holding]) {
            self.name = name
            self.title = title
            self.allowed = allowed
            self.holdings = holdings
        }

        package var isWhole: Bool { !holdings.contains { $0.presence == .unseen } }
        package var isLawful: Bool { holdings.allSatisfy(\.isAllowed) }
    }

    /// One object that holds data of a tenant.
    package struct Holding: Sendable {
        package let id: ObjectID
        package let jurisdiction: String
        package let isAllowed: Bool
        package let source: Source
        package let presence: Presence

        package init(
            id: ObjectID, jurisdiction: String, isAllowed: Bool, source: Source, presence: Presence
        ) {
            self.id = id
            self.jurisdiction = jurisdiction
            self.isAllowed = isAllowed
            self.source = source
            self.presence = presence
        }
    }

    /// Why it holds the tenant's data.
    package enum Source: String, Sendable {
        /// The specs ask for it.
        case specs
        /// The specs ask for it, for all tenants of the region that have none of their own.
        case shared
        /// It bears the tenant's mark, and the specs ask for it no more.
        case left
        /// Somebody has copied it there.
        case copy
    }

    package enum Presence: String, Sendable { case there, missing, unseen }

    /// Sorted by name.
    package let tenants: [Tenant]
    /// Regions in which there may be copies that nobody has looked for; sorted.
    package let unsearched: [String]

    package init(tenants: [Tenant], unsearched: [String]) {
        self.tenants = tenants
        self.unsearched = unsearched
    }

    package var isWhole: Bool { tenants.allSatisfy(\.isWhole) && unsearched.isEmpty }
    package var isLawful: Bool { tenants.allSatisfy(\.isLawful) }
}
