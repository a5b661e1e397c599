import Diagnostics

// What each level may say in place of a lower one: Platform ▶ Tier ▶ Tenant. Without it, the lower one has the word.

extension Tenant {
    /// As it would be if it left all to its tier and the platform.
    package var sayingNothing: Tenant {
        Tenant(
            name: name, company: company, tier: tier, region: region, residency: nil, compliance: compliance,
            status: Sourced(.active, at: status.origin), terminated: terminated, contacts: contacts,
            access: access, domains: domains, limits: Limits(), features: [:], settings: settings,
            database: nil, bucket: nil)
    }
}

extension Tier {
    /// As it would be if it left all that it can to the platform.
    package var sayingNothing: Tier {
        var tier = self
        tier.workload?.image = nil
        return tier
    }
}

extension Region {
    /// As it would be if it changed nothing of what the platform says.
    package var sayingNothing: Region {
        var region = self
        region.role.value = .primary
        return region
    }
}
