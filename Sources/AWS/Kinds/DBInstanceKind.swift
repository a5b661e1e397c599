import AWSClient
import Core
import Threads
import Values

/// A database server, or a replica of one.
struct DBInstanceKind: AWSKind {
    let name = "DBInstance"
    let patience = Duration.seconds(30)

    func all(_ search: Search) async throws -> [FoundObject] {
        let api = search.api
        async let instances = search.lists.instances.value()
        async let secrets = search.lists.secrets.value()
        let names = try await api.names()
        let everyone = Dictionary(
            try await instances.map(DBInstanceState.init).map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
        let found = everyone.values.filter { instance in
            search.wanted.contains(instance.name) || instance.tags.mark?.fleet == search.fleet
        }.sorted { $0.name < $1.name }
        let versions = MasterUserSecretKind.versions(in: try await secrets)
        return found.map { instance in
            instance.object(
                names, password: versions[instance.secret ?? instance.name],
                following: instance.source.flatMap { everyone[$0] })
        }
    }

    /// From a secret of the fleet.
    private static func hasOwnPassword(_ instance: DBInstanceState) -> Bool {
        instance.tags.values[MasterUserSecretKind.versionTag] != nil
    }

    func one(_ name: String, _ api: RegionAPI) async throws -> FoundObject? {
        guard let instance = try await instance(name, api) else { return nil }
        let password =
            Self.hasOwnPassword(instance) ? try await MasterUserSecretKind.version(of: name, api) : nil
        return instance.object(try await api.names(), password: password)
    }

    func telling(_ found: FoundObject, _ api: RegionAPI) async throws -> FoundObject {
        guard let instance = try await instance(found.name, api), let secret = instance.secret else {
            return found
        }
        return instance.object(
            try await api.names(), password: try await MasterUserSecretKind.version(of: secret, api))
    }

    /// Of what RDS manages, which holds the user's name beside it.
    func secret(of found: FoundObject, _ api: RegionAPI, to purpose: String) async throws -> Secret? {
        guard let secret = try await instance(found.name, api)?.secret else { return nil }
        let text = try await MasterUserSecretKind.value(of: secret, api, to: purpose).text.string ?? ""
        guard let password = (try? Value(json: text))?[key: "password"]?.string else {
            throw Problem.passwordUnreadable(purpose, server: found.name, secret: secret)
        }
        return Secret(password)
    }

    private func instance(_ name: String, _ api: RegionAPI) async throws -> DBInstanceState? {
        let answer = try await api.find(
            RDSCalls.describeInstances, ["DBInstanceIdentifier": .string(name)], to: "read DBInstance \(name)"
        )
        return answer?.xml.list("DBInstances").first.map(DBInstanceState.init)
    }

    /// What nobody may say of a replica as it is made: of PostgreSQL it begins with its source's group of parameters, and the
    /// call knows no maintenance window. What differs is changed once it is there.
    private static let fromSource: Set<String> = ["DBParameterGroupName", "PreferredMaintenanceWindow"]

    func create(_ wanted: WantedObject, _ api: RegionAPI) async throws {
        let isReplica = wanted["SourceDBInstanceIdentifier"] != nil
        var members = Set(wanted.spec.keys)
        if isReplica { members.subtract(Self.fromSource) }
        var input = try await attributes(wanted, members, api)
        input["DBInstanceIdentifier"] = .string(wanted.name)
        var tags = wanted.tags
        if !isReplica, wanted["ManageMasterUserPassword"] != true {
            let password = try await password(wanted, api)
            input["MasterUserPassword"] = password.text
            tags = tags.adding(MasterUserSecretKind.versionTag, password.version)
        }
        input["Tags"] = tags.list()
        try await api.send(
            isReplica ? RDSCalls.createReplica : RDSCalls.createInstance, input, to: wanted.purpose)
    }

    func modify(
        _ found: FoundObject, _ members: Set<String>, _ wanted: WantedObject, _ api: RegionAPI
    ) async throws {
        var members = members
        // A group of parameters for the version that waits is refused without that version.
        if members.contains("DBParameterGroupName"), found.inEffect["EngineVersion"] != nil {
            members.insert("EngineVersion")
        }
        if members.contains("DBParameterGroupName"), try await waitsForItsSource(found, wanted, api) {
            members.remove("DBParameterGroupName")
            if members.isEmpty { return }
        }
        var input = try await attributes(wanted, members, api)
        input["DBInstanceIdentifier"] = .string(found.name)
        input["ApplyImmediately"] = .bool(wanted.comesNow)
        if let exports = input["EnableCloudwatchLogsExports"] {
            input["EnableCloudwatchLogsExports"] = nil
            let (wanted, present) = (
                exports.array ?? [], found.spec["EnableCloudwatchLogsExports"]?.array ?? []
            )
            var change = Fields()
            change["EnableLogTypes"] = .array(wanted.filter { !present.contains($0) })
            let surplus = present.filter { !wanted.contains($0) }
            if !surplus.isEmpty { change["DisableLogTypes"] = .array(surplus) }
            input["CloudwatchLogsExportConfiguration"] = .object(change)
        }
        if members.contains("EngineVersion") { input["AllowMajorVersionUpgrade"] = true }
        if !members.isDisjoint(with: DiskRequest.members), let present = try await instance(found.name, api) {
            DiskRequest(input, present: present).complete(&input)
        }
        let changesPassword =
            !members.isDisjoint(with: ["ManageMasterUserPassword", "MasterUserSecret"])
            && wanted["ManageMasterUserPassword"] == false
        let password = changesPassword ? try await password(wanted, api) : nil
        input["MasterUserPassword"] = password?.text
        try await api.send(RDSCalls.modifyInstance, input, to: wanted.purpose)
        // Only now: without it, the server is given the password once more.
        if let password {
            try await api.tagRDS(found, Tags([MasterUserSecretKind.versionTag: password.version]), name)
        }
    }

    /// Whether it is a replica, and is asked to have a group of parameters for a version that AWS gives it only with its source.
    private func waitsForItsSource(
        _ found: FoundObject, _ wanted: WantedObject, _ api: RegionAPI
    ) async throws -> Bool {
        guard wanted["SourceDBInstanceIdentifier"] != nil, let group = wanted["DBParameterGroupName"],
            let engine = found.spec["Engine"]?.string, let version = found.spec["EngineVersion"]?.string,
            let family = try await api.find(
                RDSCalls.describeParameterGroups, ["DBParameterGroupName": group], to: wanted.purpose
            )?.xml.list("DBParameterGroups").first?.text("DBParameterGroupFamily")
        else { return false }
        return family != engine + version.prefix { $0 != "." }
    }

    private func password(
        _ wanted: WantedObject, _ api: RegionAPI
    ) async throws -> (text: Value, version: String) {
        try await MasterUserSecretKind.value(
            of: wanted["MasterUserSecret"]?.string ?? wanted.name, api, to: wanted.purpose)
    }

    /// As calls take them: what the blueprint names by name is named by what AWS gave it.
    private func attributes(
        _ wanted: WantedObject, _ members: Set<String>, _ api: RegionAPI
    ) async throws -> Fields {
        let names = try await api.names()
        var input = Fields()
        for (name, value) in wanted.spec where members.contains(name) {
            switch name {
            case "KmsKeyId", "MasterUserSecretKmsKeyId":
                input[name] = .string("alias/\(value.string ?? "")")
            case "VpcSecurityGroups":
                let groups = (value.array ?? []).compactMap(\.string).map(names.handle)
                input["VpcSecurityGroupIds"] = .array(groups.map(Value.string))
            case "MasterUserSecret": break
            default: input[name] = value
            }
        }
        return input
    }

    func tag(_ found: FoundObject, _ tags: Tags, _ api: RegionAPI) async throws {
        try await api.tagRDS(found, tags, name)
    }

    /// Not before a snapshot of it can be restored from, and then with a last one. A replica holds nothing that its source does not.
    func delete(_ found: FoundObject, _ api: RegionAPI) async throws -> Outcome {
        guard let instance = try await instance(found.name, api) else { return .applied }
        let purpose = "delete DBInstance \(found.name)"
        if instance.status == "deleting" {
            return .pending(after: patience, waitingFor: "DBInstance \(found.name) to be gone")
        }
        // Without their source they would become servers of their own, with all of its data.
        if !instance.replicas.isEmpty {
            return .pending(
                after: patience,
                waitingFor: "replicas of it to be gone: \(instance.replicas.sorted().joined(separator: ", "))"
            )
        }
        if !instance.isReplica {
            let snapshot = FinalSnapshot(of: found, api, purpose)
            if let waiting = try await snapshot.take() { return waiting }
        }
        if instance.isProtected {
            try await api.send(
                RDSCalls.modifyInstance,
                [
                    "DBInstanceIdentifier": .string(found.name), "DeletionProtection": false,
                    "ApplyImmediately": true,
                ], to: purpose)
        }
        var input: Fields = [
            "DBInstanceIdentifier": .string(found.name), "SkipFinalSnapshot": .bool(instance.isReplica),
        ]
        if !instance.isReplica {
            // What was written since the snapshot is in one more, which AWS takes as it stops the server.
            input["FinalDBSnapshotIdentifier"] = .string("\(found.name)-last-\(api.now().seconds)")
            input["DeleteAutomatedBackups"] = false
        }
        switch try await api.connection.result(of: RDSCalls.deleteInstance, input, to: purpose) {
        case .success: break
        case .failure(let error) where error.isNotFound: return .applied
        // It is busy with something else, such as with letting go of its protection.
        case .failure(let error) where error.code == "InvalidDBInstanceState":
            return .pending(
                after: patience, waitingFor: "DBInstance \(found.name) to be in a state to be deleted")
        case .failure(let error): throw error.problem
        }
        return .pending(after: patience, waitingFor: "DBInstance \(found.name) to be gone")
    }
}
