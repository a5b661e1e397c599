import AWSClient
import Threads

/// What several look at in one observation, each list read once.
struct SharedLists: Sendable {
    let instances: Once<[XMLNode]>
    /// Also those of this region's own servers.
    let backups: Once<[XMLNode]>

    init(_ api: RegionAPI) {
        instances = Once {
            try await api.pages(RDSCalls.describeInstances, "DBInstances", to: "list database servers")
        }
        backups = Once {
            try await api.pages(
                RDSCalls.describeBackups, "DBInstanceAutomatedBackups", to: "list automated backups")
        }
    }
}
