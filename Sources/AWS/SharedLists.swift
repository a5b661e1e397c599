import AWSClient
import Core
import Threads
import Values

/// What several look at in one observation, each list read once.
struct SharedLists: Sendable {
    let instances: Once<[XMLNode]>
    /// Also those of this region's own servers.
    let backups: Once<[XMLNode]>
    /// Without what is in them; also those that are to be deleted, and those that RDS manages.
    let secrets: Once<[Value]>
    /// By ARN, the tags of keys and buckets that bear the fleet's, from AWS's index of tags. What was tagged a moment ago is not
    /// in it yet.
    let tags: Once<[String: Tags]>

    init(_ api: RegionAPI, fleet: String) {
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
        tags = Once {
            do {
                let marked = try await api.list(
                    KMSCalls.findByTag, by: Paging("PaginationToken"),
                    [
                        "ResourceTypeFilters": ["kms:key", "s3"], "ResourcesPerPage": 100,
                        "TagFilters": [["Key": .string(Mark.fleetLabel), "Values": [.string(fleet)]]],
                    ], to: "list the tags of keys and buckets"
                ) { $0.json[key: "ResourceTagMappingList"]?.array ?? [] }
                let tags = marked.map { ($0[key: "ResourceARN"]?.string ?? "", Tags($0[key: "Tags"])) }
                return Dictionary(tags, uniquingKeysWith: { first, _ in first })
            } catch is Problem {
                // Each is asked for its own then.
                return [:]
            }
        }
    }
}
