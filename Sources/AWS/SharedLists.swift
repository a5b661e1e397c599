import AWSClient
import Threads
import Values

/// What several look at in one observation, each list read once.
struct SharedLists: Sendable {
    let instances: Once<[XMLNode]>
    /// Also those of this region's own servers.
    let backups: Once<[XMLNode]>
    /// Without what is in them; also those that RDS manages, and those that are to be deleted.
    let secrets: Once<[Value]>

    init(_ api: RegionAPI) {
        instances = Once {
            try await api.pages(RDSCalls.describeInstances, "DBInstances", to: "list database servers")
        }
        backups = Once {
            try await api.pages(
                RDSCalls.describeBackups, "DBInstanceAutomatedBackups", to: "list automated backups")
        }
        secrets = Once {
            try await api.list(
                SecretsCalls.list, by: Paging("NextToken"),
                ["IncludePlannedDeletion": true, "MaxResults": 100], to: "list secrets"
            ) { $0.json[key: "SecretList"]?.array ?? [] }
        }
    }
}
