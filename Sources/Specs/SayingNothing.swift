// What each level may say in place of a lower one: Platform ▶ Tier ▶ Tenant. Without it, the lower one has the word.

extension Tenant {
    /// As it would be if it left all to its tier and the platform.
    package var sayingNothing: Tenant {
        var tenant = self
        tenant.status.value = .active
        tenant.limits = Limits()
        tenant.features = [:]
        tenant.database = nil
        tenant.residency = nil
        return tenant
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
