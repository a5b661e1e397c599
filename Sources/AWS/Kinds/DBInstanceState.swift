import AWSClient
import Core
import Values

/// A database server as AWS describes it.
struct DBInstanceState: Sendable {
    private let node: XMLNode

    init(_ node: XMLNode) { self.node = node }

    var name: String { node.text("DBInstanceIdentifier") ?? "" }
    var status: String { node.text("DBInstanceStatus") ?? "" }
    /// It will not come up by itself, or not for days.
    var hasFailed: Bool {
        Self.deadEnds.contains(status)
            || ["incompatible-", "inaccessible-encryption-credentials"].contains(where: status.hasPrefix)
    }
    private static let deadEnds: Set<String> = [
        "failed", "insufficient-capacity", "restore-error", "stopped", "storage-full",
    ]
    /// Nothing is under way that others would have to wait for. Of a disk that is filled or rearranged, one may read and write.
    var isReady: Bool {
        ["available", "storage-initialization", "storage-optimization"].contains(status)
    }
    var isReplica: Bool { source != nil }
    var isProtected: Bool { node.bool("DeletionProtection") ?? false }
    var tags: Tags { node.tags("TagList") }
    /// RDS makes its password and renews it.
    var hasManagedPassword: Bool { node["MasterUserSecret"] != nil }
    /// Names of what reads from it.
    var replicas: [String] { node.list("ReadReplicaDBInstanceIdentifiers").map(\.text) }
    /// What it is a replica of: a name, or an ARN where that is in another region.
    var source: String? {
        node.text("ReadReplicaSourceDBInstanceIdentifier").flatMap { $0.isEmpty ? nil : $0 }
    }

    private var version: String? { node.text("EngineVersion") }
    /// Once its maintenance window has passed.
    private var comingVersion: String? { pending?.text("EngineVersion") ?? version }

    private static func major(_ version: String) -> Substring { version.prefix { $0 != "." } }

    // Of its disk, with what waits for the maintenance window.
    var storageType: String? { pending?.text("StorageType") ?? node.text("StorageType") }
    var size: Int64? { number("AllocatedStorage") }
    var iops: Int64? { number("Iops") }
    var throughput: Int64? { number("StorageThroughput") }

    private func number(_ name: String) -> Int64? { pending?.int(name) ?? node.int(name) }

    /// In Secrets Manager, the password that RDS manages.
    var secret: String? { node["MasterUserSecret"]?.text("SecretArn") }

    /// - Parameters:
    ///   - password: the version that its secret has now.
    ///   - source: what it is a replica of, where that is known. AWS gives both a new major version together, the source first.
    func object(_ names: Names, password: String?, following source: DBInstanceState? = nil) -> FoundObject {
        var (spec, inEffect) = (spec(names), inEffect)
        if let present = version, let coming = source?.comingVersion,
            Self.major(coming) != Self.major(present)
        {
            spec["EngineVersion"] = .string(coming)
            inEffect["EngineVersion"] = .string(present)
        }
        if !hasManagedPassword, let password, tags.values[MasterUserSecretKind.versionTag] == password {
            spec["MasterUserSecret"] = .string(name)
        }
        var told = Fields()
        if let address = node["Endpoint"]?.value("Address") { told["Endpoint"] = ["Address": address] }
        if hasManagedPassword, let password {
            told["MasterUserSecret"] = ["VersionId": .string(password)]
        }
        return FoundObject(
            name: name, uid: node.text("DbiResourceId") ?? "", handle: node.text("DBInstanceArn") ?? "",
            tags: tags, spec: spec, inEffect: inEffect, told: told, status: status,
            isTerminating: status == "deleting",
            hasFailed: hasFailed,
            isReady: isReady)
    }

    /// What may wait for the maintenance window.
    private static func deferrable(_ node: XMLNode) -> Fields {
        var found = Fields()
        for name in ["Engine", "EngineVersion", "DBInstanceClass", "StorageType"] {
            found.set(name, node.value(name))
        }
        for name in ["AllocatedStorage", "BackupRetentionPeriod"] { found.set(name, node.number(name)) }
        found.set("MultiAZ", node.flag("MultiAZ"))
        return found
    }

    private var inEffect: Fields {
        let present = Self.deferrable(node)
        let asked = pending.map(Self.deferrable) ?? Fields()
        return Fields(asked.compactMap { name, value in present[name].map { (name, $0) } })
    }

    /// With what it will be once its maintenance window has passed: what was asked for is done.
    private func spec(_ names: Names) -> Fields {
        var spec = Self.deferrable(node)
        for (name, value) in pending.map(Self.deferrable) ?? Fields() { spec[name] = value }
        spec.set("MaxAllocatedStorage", node.number("MaxAllocatedStorage"))
        for name in ["MasterUsername", "PreferredBackupWindow", "PreferredMaintenanceWindow"] {
            spec.set(name, node.value(name))
        }
        for name in [
            "StorageEncrypted", "PubliclyAccessible", "AutoMinorVersionUpgrade", "CopyTagsToSnapshot",
            "DeletionProtection",
        ] {
            spec.set(name, node.flag(name))
        }
        spec.set("EnablePerformanceInsights", node.flag("PerformanceInsightsEnabled"))
        spec.set("KmsKeyId", names.key(node.text("KmsKeyId")))
        spec.set("SourceDBInstanceIdentifier", source.map(Value.string))
        spec.set(
            "DBSubnetGroupName",
            pending?.value("DBSubnetGroupName") ?? node["DBSubnetGroup"]?.value("DBSubnetGroupName"))
        spec.set("DBParameterGroupName", node.list("DBParameterGroups").first?.value("DBParameterGroupName"))
        spec["VpcSecurityGroups"] = .array(
            node.list("VpcSecurityGroups").compactMap { $0.text("VpcSecurityGroupId") }.sorted().map(
                names.group))
        let secret = node["MasterUserSecret"]
        spec["ManageMasterUserPassword"] = .bool(hasManagedPassword)
        spec.set("MasterUserSecretKmsKeyId", names.key(secret?.text("KmsKeyId")))
        spec["EnableCloudwatchLogsExports"] = .array(logExports.map(Value.string))
        return spec
    }

    private var pending: XMLNode? { node["PendingModifiedValues"] }

    private var logExports: [String] {
        let changes = pending?["PendingCloudwatchLogsExports"]
        let added = changes?.list("LogTypesToEnable").map(\.text) ?? []
        let removed = changes?.list("LogTypesToDisable").map(\.text) ?? []
        let present = node.list("EnabledCloudwatchLogsExports").map(\.text)
        return Set(present).union(added).subtracting(removed).sorted()
    }
}
