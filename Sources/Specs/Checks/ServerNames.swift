import Diagnostics

/// The names of database servers fit into RDS, and no two servers of a region meet.
struct ServerNames: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        guard let platform = specs.platforms.first else { return [] }
        var found: [Diagnostic] = []
        var holders: [String: [MadeServer]] = [:]
        for server in specs.servers(of: platform) {
            if let longest = server.names.max(by: { $0.utf8.count < $1.utf8.count }),
                longest.utf8.count > Diagnostic.longestName
            {
                found.append(
                    .tooLong(
                        "database server", longest, at: server.owner.origin,
                        server.isShared ? "the region's name" : "the tenant's name"))
            }
            if server.name.contains("--") { found.append(doubled(server, platform)) }
            let rival = server.names.lazy.compactMap { name in
                (holders[name] ?? []).first { !$0.regions.isDisjoint(with: server.regions) }.map {
                    (name, $0)
                }
            }.first
            // Of one name twice, another check says so.
            if let (name, other) = rival, other.owner.value != server.owner.value || other.isShared {
                found.append(
                    .collision(
                        "database server", name, at: server.owner.origin,
                        "\(other.isShared ? "that of region" : "tenant") \(other.owner.value.text) at "
                            + "\(specs.place(other.owner.origin)) is made with this name too"))
            }
            for name in server.names { holders[name, default: []].append(server) }
        }
        return found
    }

    private func doubled(_ server: MadeServer, _ platform: Platform) -> Diagnostic {
        let isPlatforms = platform.name.value.text.contains("--")
        return Diagnostic(
            .serverName, "no database server can have the name \(server.name)",
            at: isPlatforms ? platform.name.origin : server.owner.origin,
            label: "it has two hyphens in a row",
            notes: ["RDS takes letters, digits and single hyphens"], help: "leave one of the hyphens out")
    }
}
