import AWSClient
import Core
import Threads
import Values

/// A key of KMS and its alias, which is its name.
struct KeyKind: AWSKind {
    let name = "Key"
    let isReadyOnceMade = true

    func all(_ search: Search) async throws -> [FoundObject] {
        let aliases = try await Self.aliases(search.api).filter { search.mayBeOurs($0.name) }
        let keys = try await concurrently(aliases, atMost: RegionAPI.inFlight) { alias in
            try await search.object(alias.name, search.api.arn("kms", "key/\(alias.key)")) {
                try await found(alias.key, named: alias.name, $0, search.api)
            }
        }
        return keys.compactMap(\.self)
    }

    func one(_ name: String, _ api: RegionAPI) async throws -> FoundObject? {
        guard
            let answer = try await api.find(
                KMSCalls.describeKey, ["KeyId": .string("alias/\(name)")], to: "read Key \(name)"),
            let key = answer.json[key: "KeyMetadata"]
        else { return nil }
        return try await found(key, named: name, nil, api)
    }

    static func aliases(_ api: RegionAPI) async throws -> [KeyAlias] {
        let aliases = try await api.list(
            KMSCalls.listAliases, by: Paging("Marker", from: "NextMarker", while: "Truncated"),
            ["Limit": 100], to: "list the aliases of keys"
        ) { ($0.json[key: "Aliases"]?.array ?? []).compactMap(KeyAlias.init) }
        return aliases.sorted { ($0.made, $0.name) < ($1.made, $1.name) }
    }

    private func found(
        _ key: String, named name: String, _ tags: Tags?, _ api: RegionAPI
    ) async throws -> FoundObject {
        let answer = try await api.send(KMSCalls.describeKey, ["KeyId": .string(key)], to: "read Key \(name)")
        return try await found(answer.json[key: "KeyMetadata"] ?? .null, named: name, tags, api)
    }

    /// - Parameter listed: its tags where they are known already.
    private func found(
        _ key: Value, named name: String, _ listed: Tags?, _ api: RegionAPI
    ) async throws -> FoundObject {
        let handle = key[key: "KeyId"]?.string ?? ""
        let status = key[key: "KeyState"]?.string ?? ""
        async let tags = tags(of: handle, name, listed, api)
        var spec = Fields()
        spec.set("Description", key[key: "Description"])
        spec.set("Enabled", key[key: "Enabled"])
        // Of a key that is to be deleted nobody is told.
        if status != "PendingDeletion" {
            let rotation = try await api.send(
                KMSCalls.rotationStatus, ["KeyId": .string(handle)], to: "read the rotation of Key \(name)")
            spec.set("EnableKeyRotation", rotation.json[key: "KeyRotationEnabled"])
        }
        return FoundObject(
            name: name, uid: handle, handle: handle, tags: try await tags, spec: spec, status: status,
            isTerminating: status == "PendingDeletion", isReady: status == "Enabled")
    }

    private func tags(
        of handle: String, _ name: String, _ listed: Tags?, _ api: RegionAPI
    ) async throws -> Tags {
        if let listed { return listed }
        let answer = try await api.send(
            KMSCalls.listTags, ["KeyId": .string(handle)], to: "read the tags of Key \(name)")
        return Tags(answer.json[key: "Tags"], key: "TagKey", value: "TagValue")
    }

    /// A key that an earlier attempt has made and not named yet is taken up again.
    func create(_ wanted: WantedObject, _ api: RegionAPI) async throws {
        var handle = try await unnamed(wanted, api)
        let isNew = handle == nil
        if isNew {
            let answer = try await api.send(
                KMSCalls.createKey,
                [
                    "Description": wanted["Description"] ?? .null,
                    "Tags": wanted.tags.list(key: "TagKey", value: "TagValue"),
                ], to: wanted.purpose)
            handle = answer.json[key: "KeyMetadata"]?[key: "KeyId"]?.string
        }
        guard let handle else {
            throw Problem(
                "aws.unexpected", "AWS gave an answer that was not expected",
                detail: "could not \(wanted.purpose): a key was made, and it does not say which",
                help: "apply again: the key is found by its tags")
        }
        if isNew { api.newKeys.add(handle, named: wanted.name, at: api.now()) }
        // Also by an attempt that could not name it yet.
        let isMadeHere = api.newKeys.handle(of: wanted.name, at: api.now()) == handle
        do {
            try await giveAlias(to: handle, wanted, api)
        } catch let problem as Problem where problem.code == "aws.exists" && isMadeHere {
            // Another run was faster by a moment. Nobody knows this one, and nothing can be encrypted with it.
            api.newKeys.remove(wanted.name)
            try await api.send(
                KMSCalls.scheduleDeletion, ["KeyId": .string(handle), "PendingWindowInDays": 7],
                to: wanted.purpose)
            throw problem
        }
        api.book.update { $0.add(key: handle, wanted.name) }
        if wanted["EnableKeyRotation"] == true {
            try await api.send(KMSCalls.enableRotation, ["KeyId": .string(handle)], to: wanted.purpose)
        }
    }

    private func giveAlias(to key: String, _ wanted: WantedObject, _ api: RegionAPI) async throws {
        let input: Fields = ["AliasName": .string("alias/\(wanted.name)"), "TargetKeyId": .string(key)]
        switch try await api.connection.result(of: KMSCalls.createAlias, input, to: wanted.purpose) {
        case .success: break
        // Of an attempt whose answer was lost; or somebody's, who was faster.
        case .failure(let error) where error.isAlreadyThere:
            guard let named = try await one(wanted.name, api) else {
                throw NotYet("Key \(wanted.name) to be seen")
            }
            guard named.handle == key else { throw error.problem }
        case .failure(let error): throw error.problem
        }
    }

    private func unnamed(_ wanted: WantedObject, _ api: RegionAPI) async throws -> String? {
        // Nor is it found by its tags at once.
        if let handle = api.newKeys.handle(of: wanted.name, at: api.now()) { return handle }
        guard let identity = wanted.tags.values[Mark.identityAnnotation] else { return nil }
        let answer = try await api.send(
            KMSCalls.findByTag,
            [
                "ResourceTypeFilters": ["kms:key"],
                "TagFilters": [["Key": .string(Mark.identityAnnotation), "Values": [.string(identity)]]],
            ], to: wanted.purpose)
        for resource in answer.json[key: "ResourceTagMappingList"]?.array ?? [] {
            guard let arn = resource[key: "ResourceARN"]?.string, let handle = arn.split(separator: "/").last
            else { continue }
            let key = try await api.send(
                KMSCalls.describeKey, ["KeyId": .string(String(handle))], to: wanted.purpose)
            if key.json[key: "KeyMetadata"]?[key: "KeyState"] == "Enabled" { return String(handle) }
        }
        return nil
    }

    func modify(
        _ found: FoundObject, _ members: Set<String>, _ wanted: WantedObject, _ api: RegionAPI
    ) async throws {
        let key: Value = .string(found.handle)
        // First: one that is disabled rotates no more, and is not told to.
        if members.contains("Enabled"), wanted["Enabled"] == true {
            try await api.send(KMSCalls.enable, ["KeyId": key], to: wanted.purpose)
        }
        if members.contains("Description") {
            try await api.send(
                KMSCalls.describe, ["KeyId": key, "Description": wanted["Description"] ?? ""],
                to: wanted.purpose)
        }
        if members.contains("EnableKeyRotation") {
            let rotates = wanted["EnableKeyRotation"] == true
            try await api.send(
                rotates ? KMSCalls.enableRotation : KMSCalls.disableRotation, ["KeyId": key],
                to: wanted.purpose)
        }
    }

    func tag(_ found: FoundObject, _ tags: Tags, _ api: RegionAPI) async throws {
        try await api.send(
            KMSCalls.tag,
            ["KeyId": .string(found.handle), "Tags": tags.list(key: "TagKey", value: "TagValue")],
            to: "mark Key \(found.name)")
    }

    /// Something that is encrypted with the key: of RDS whoever it belongs to, of S3 a bucket of the fleet's. Nil where there
    /// is nothing.
    private func user(of key: FoundObject, _ api: RegionAPI, to purpose: String) async throws -> String? {
        if let fleet = key.mark?.fleet,
            let bucket = try await BucketKind.encrypted(with: key.name, beginning: fleet, api)
        {
            return "Bucket \(bucket)"
        }
        let key = key.handle
        async let instances = api.pages(RDSCalls.describeInstances, "DBInstances", to: purpose)
        async let snapshots = api.pages(RDSCalls.describeSnapshots, "DBSnapshots", to: purpose)
        async let others = api.pages(
            RDSCalls.describeSnapshots, "DBSnapshots", ["SnapshotType": "awsbackup"], to: purpose)
        let backups = try await api.pages(
            RDSCalls.describeBackups, "DBInstanceAutomatedBackups", to: purpose)
        func uses(_ node: XMLNode) -> Bool {
            [node.text("KmsKeyId"), node["MasterUserSecret"]?.text("KmsKeyId")]
                .contains { $0?.hasSuffix("/\(key)") == true }
        }
        if let instance = try await instances.first(where: uses) {
            return "DBInstance \(instance.text("DBInstanceIdentifier") ?? "")"
        }
        if let snapshot = try await (snapshots + others).first(where: uses) {
            return "snapshot \(snapshot.text("DBSnapshotIdentifier") ?? "")"
        }
        return backups.first(where: uses).map { "backups of \($0.text("DBInstanceIdentifier") ?? "")" }
    }

    /// Not while something is encrypted with it, and only after thirty days in which it can be taken back.
    func delete(_ found: FoundObject, _ api: RegionAPI) async throws -> Outcome {
        let purpose = "delete Key \(found.name)"
        if let user = try await user(of: found, api, to: purpose) {
            throw Problem.keyInUse(purpose, by: user)
        }
        try await api.send(
            KMSCalls.scheduleDeletion, ["KeyId": .string(found.handle), "PendingWindowInDays": 30],
            to: purpose)
        return .applied
    }
}
