/// The database servers that are made in AWS, as their names and copies need them.
struct MadeServer {
    /// Without a replica's ending.
    let name: String
    let region: Region
    /// The name in the specs that it is made from: a tenant's, or a region's.
    let owner: Sourced<DNSLabel>
    let isShared: Bool
    let replicas: Int
    /// Where its backups are to be copied to the recovery region.
    let recovery: Sourced<Bool>?

    /// Of the server itself, and of its replicas.
    var names: [String] { [name] + (0..<replicas).map { "\(name)-replica-\($0 + 1)" } }

    /// Regions in which something has its name: its key is where its copies are, too.
    var regions: Set<String> {
        let copies = recovery?.value == true ? region.recovery?.region.value : nil
        return Set([region.name.value.text, copies].compactMap(\.self))
    }
}

extension SpecSet {
    /// Tenants with a database server of their own who are not on their way out, each with its region, whether or not a
    /// server can be made there.
    var dedicated: [(tenant: Tenant, tier: Tier, region: Region)] {
        tenants.compactMap { tenant in
            guard tenant.status.value != .terminated, let tier = tier(tenant.tier.value),
                tier.isolation.value == .dedicatedDatabase, let region = region(tenant.region.value)
            else { return nil }
            return (tenant, tier, region)
        }
    }

    func servers(of platform: Platform) -> [MadeServer] {
        let prefix = platform.name.value.text
        let shared = regions.compactMap { region -> MadeServer? in
            guard region.aws?.network != nil, let server = region.sharedDatabase else { return nil }
            return MadeServer(
                name: "\(prefix)-shared-\(region.name.value.text)", region: region, owner: region.name,
                isShared: true, replicas: server.replicas?.count.value ?? 0,
                recovery: server.backups?.recovery)
        }
        let own = dedicated.filter { $0.region.aws?.network != nil }.map { tenant, tier, region in
            MadeServer(
                name: "\(prefix)-\(tenant.name.value.text)", region: region, owner: tenant.name,
                isShared: false,
                replicas: tenant.database?.replicas?.value ?? tier.database?.replicas?.value ?? 0,
                recovery: tenant.database?.backups?.recovery ?? tier.database?.backups?.recovery)
        }
        return shared + own
    }
}
