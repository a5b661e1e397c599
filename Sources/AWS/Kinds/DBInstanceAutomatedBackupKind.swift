import AWSClient
import Core
import Threads
import Values

/// The backups of a server of another region, copied to this one.
struct DBInstanceAutomatedBackupKind: AWSKind {
    let name = "DBInstanceAutomatedBackup"

    func all(_ search: Search) async throws -> [FoundObject] {
        let api = search.api
        api.restarts.forget()
        let names = try await api.names()
        return try await Self.copies(search.lists, in: api.region).filter(Self.isRunning).filter { copy in
            search.wanted.contains(copy.text("DBInstanceIdentifier") ?? "")
                || copy.tags("TagList").mark?.fleet == search.fleet
        }.map { object($0, names) }
    }

    /// Once it is stopped, what was copied stays for as long as it was to be kept, and nothing is added.
    static func isRunning(_ copy: XMLNode) -> Bool { status(copy) != "retained" }

    /// AWS writes it with capitals at times.
    private static func status(_ copy: XMLNode) -> String { (copy.text("Status") ?? "").lowercased() }

    /// Those that come from another region.
    static func copies(_ lists: SharedLists, in region: String) async throws -> [XMLNode] {
        try await lists.backups.value().filter { $0.text("Region") != region }
    }

    /// Also one that was stopped to be begun anew, for as long as that is not done.
    func one(_ name: String, _ api: RegionAPI) async throws -> FoundObject? {
        let backups = try await api.pages(
            RDSCalls.describeBackups, "DBInstanceAutomatedBackups",
            ["Filters": [["Name": "db-instance-id", "Values": [.string(name)]]]],
            to: "read DBInstanceAutomatedBackup \(name)")
        guard let copy = backups.first(where: { $0.text("Region") != api.region && Self.isRunning($0) })
        else {
            return api.restarts[name]
        }
        return object(copy, try await api.names())
    }

    private func object(_ copy: XMLNode, _ names: Names) -> FoundObject {
        var spec = Fields()
        spec.set("SourceDBInstanceIdentifier", copy.value("DBInstanceIdentifier"))
        spec.set("SourceRegion", copy.value("Region"))
        spec.set("BackupRetentionPeriod", copy.number("BackupRetentionPeriod"))
        spec.set("KmsKeyId", names.key(copy.text("KmsKeyId")))
        let status = Self.status(copy)
        return FoundObject(
            name: copy.text("DBInstanceIdentifier") ?? "",
            uid: copy.text("DBInstanceAutomatedBackupsArn") ?? "",
            handle: copy.text("DBInstanceAutomatedBackupsArn") ?? "", tags: copy.tags("TagList"), spec: spec,
            status: status, isReady: !["creating", "pending"].contains(status))
    }

    func create(_ wanted: WantedObject, _ api: RegionAPI) async throws {
        try await start(wanted, api)
    }

    /// What runs cannot be changed, and is begun anew. What was copied before is kept for as long as it was to be. AWS takes its
    /// time to stop, and begins nothing before that.
    func modify(
        _ found: FoundObject, _ members: Set<String>, _ wanted: WantedObject, _ api: RegionAPI
    ) async throws {
        try await stop(found, api, to: wanted.purpose)
        api.restarts[found.name] = found
        do {
            try await start(wanted, api)
        } catch let problem as Problem where problem.code == "aws.state" {
            throw NotYet("the copies of \(found.name) to have stopped", after: patience)
        }
        api.restarts[found.name] = nil
    }

    private func start(_ wanted: WantedObject, _ api: RegionAPI) async throws {
        let alias = wanted["KmsKeyId"]?.string ?? ""
        // Here an alias would not do.
        let key =
            try await api.names().key(named: alias).map { api.arn("kms", "key/\($0)") } ?? "alias/\(alias)"
        let source = source(wanted.spec, api)
        var input: Fields = [
            "SourceDBInstanceArn": .string(source),
            "BackupRetentionPeriod": wanted["BackupRetentionPeriod"] ?? .null,
            "KmsKeyId": .string(key), "Tags": wanted.tags.list(),
        ]
        // Elsewhere RDS signs this itself.
        if Partition(of: api.region).name == "aws-us-gov", let home = AWSPlace(arn: source)?.region {
            let url = try await api.connection.presigned(
                RDSCalls.startReplication,
                [
                    "DestinationRegion": api.region, "KmsKeyId": key, "SourceDBInstanceArn": source,
                    "BackupRetentionPeriod": "\(wanted["BackupRetentionPeriod"]?.int ?? 7)",
                ], in: home)
            input["PreSignedUrl"] = .string(url.reveal())
        }
        try await api.send(RDSCalls.startReplication, input, to: wanted.purpose)
    }

    private func source(_ spec: Fields, _ api: RegionAPI) -> String {
        let region = spec["SourceRegion"]?.string ?? ""
        let name = spec["SourceDBInstanceIdentifier"]?.string ?? ""
        return api.arn("rds", "db:\(name)").replacing(":\(api.region):", with: ":\(region):")
    }

    /// The one that runs now: a change has begun it anew.
    func tag(_ found: FoundObject, _ tags: Tags, _ api: RegionAPI) async throws {
        if let running = try await one(found.name, api) { try await api.tagRDS(running, tags, name) }
    }

    func delete(_ found: FoundObject, _ api: RegionAPI) async throws -> Outcome {
        try await stop(found, api, to: "delete DBInstanceAutomatedBackup \(found.name)")
        return .applied
    }

    private func stop(_ found: FoundObject, _ api: RegionAPI, to purpose: String) async throws {
        let input: Fields = ["SourceDBInstanceArn": .string(source(found.spec, api))]
        switch try await api.connection.result(of: RDSCalls.stopReplication, input, to: purpose) {
        case .success: break
        case .failure(let error) where error.isNotFound: break
        // It was stopped by an earlier attempt, or by somebody.
        case .failure(let error)
        where error.code == "InvalidDBInstanceState" && error.message.contains("not replicating"): break
        case .failure(let error): throw error.problem
        }
    }
}
