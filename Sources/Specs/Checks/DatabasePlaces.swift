import Diagnostics

/// What a database needs of its region is there: a network to be in, and somewhere for the copies of its backups.
struct DatabasePlaces: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        guard let platform = specs.platforms.first else { return [] }
        return networks(specs) + recovery(specs, platform)
    }

    /// Without a network nothing would be made, and nobody told.
    private func networks(_ specs: SpecSet) -> [Diagnostic] {
        let tenants = Dictionary(grouping: specs.dedicated, by: \.region.name.value.text)
        return specs.regions.compactMap { region in
            guard let aws = region.aws, aws.network == nil else { return nil }
            let own = (tenants[region.name.value.text] ?? []).map(\.tenant.name.value.text)
            guard !own.isEmpty || region.sharedDatabase != nil else { return nil }
            return Diagnostic(
                .networkMissing, "region \(region.name.value.text) has no network for its databases",
                at: aws.region.origin, label: "this place in AWS needs network",
                notes: [
                    own.isEmpty
                        ? "it has a sharedDatabase" : "databases of their own have: \(Self.list(own))"
                ],
                help: "add it: network: {vpc: …, subnets: […], clusterRanges: […]}")
        }
    }

    /// Copies that somebody counts on, and that nobody makes.
    private func recovery(_ specs: SpecSet, _ platform: Platform) -> [Diagnostic] {
        struct Place: Hashable {
            let region: String
            let origin: Origin
        }
        let servers = specs.servers(of: platform).filter { server in
            guard server.recovery?.value == true else { return false }
            // A name that is not known is told by another check.
            guard let name = server.region.recovery?.region.value else { return true }
            return specs.region(name).map { $0.aws == nil } ?? false
        }
        let groups = Dictionary(grouping: servers) { server in
            Place(
                region: server.region.name.value.text,
                origin: server.recovery?.origin ?? server.owner.origin)
        }
        return groups.sorted { ($0.key.region, $0.key.origin) < ($1.key.region, $1.key.origin) }.map {
            place, servers in
            let names = servers.map { $0.isShared ? "the shared one" : $0.owner.value.text }
            let target = servers[0].region.recovery?.region
            return Diagnostic(
                .recoveryMissing, "copies of backups in \(place.region) have nowhere to go", at: place.origin,
                label: "asks for copies",
                notes: [
                    target.map {
                        "\($0.value), its recovery region at \(specs.place($0.origin)), is not in AWS"
                    }
                        ?? "\(place.region) at \(specs.place(servers[0].region.name.origin)) names no recovery region",
                    "databases without copies would be: \(Self.list(names))",
                ],
                help:
                    "give the region recovery: {region: …}, or say backups: {recovery: false} for what needs no copies"
            )
        }
    }

    private static func list(_ names: [String]) -> String {
        let more = names.count > 12 ? " and \(names.count - 12) more" : ""
        return names.sorted().prefix(12).joined(separator: ", ") + more
    }
}
