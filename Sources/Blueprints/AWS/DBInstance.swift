import Core
import Diagnostics
import Specs
import Values

extension Kind {
    static let dbInstance = Kind(
        "DBInstance", world: .aws, group: "aws.cadastre.dev", isNamespaced: false, holdsData: true,
        immutable: [
            "spec.Engine", "spec.MasterUsername", "spec.StorageEncrypted", "spec.KmsKeyId",
            "spec.DBSubnetGroupName", "spec.SourceDBInstanceIdentifier",
        ],
        growing: ["spec.AllocatedStorage", "spec.EngineVersion"],
        selfGrowing: ["spec.AllocatedStorage", "spec.EngineVersion"],
        told: ["status.Endpoint.Address", "status.MasterUserSecret.VersionId"],
        // As AWS's reference of ModifyDBInstance has it.
        deferred: [
            "spec.AllocatedStorage", "spec.DBInstanceClass", "spec.EngineVersion", "spec.MultiAZ",
            "spec.StorageType",
        ],
        disruptive: ["spec.DBInstanceClass", "spec.EngineVersion"],
        following: ["spec.DBParameterGroupName": "spec.EngineVersion"],
        window: "spec.PreferredMaintenanceWindow",
        comparison: [
            "spec": .object([
                "EngineVersion": .version, "VpcSecurityGroups": .set,
                "EnableCloudwatchLogsExports": .set,
            ])
        ])
}

extension DatabasePlot {
    /// The servers: the one that is written to, and its replicas for reading only.
    ///
    /// - Parameter needs: what each of them is made with.
    func instances(_ server: DatabaseServer, needs: [ObjectID]) -> [DesiredObject] {
        let primary = instance(server, needs: needs)
        let count = server.replicas?.value ?? 0
        return [primary]
            + (0..<count).map { replica($0 + 1, of: primary.id, server, needs: needs) }
    }

    private func instance(_ server: DatabaseServer, needs: [ObjectID]) -> DesiredObject {
        var draft = draft(.dbInstance, named: name)
        draft.needs += needs
        let retention = server.retention
        draft.state([
            ("Engine", "postgres", nil),
            (
                "EngineVersion", .string(server.version?.value.text ?? DatabaseServer.usualVersion),
                server.version?.origin
            ),
        ])
        stateCommon(server, server.databaseClass, in: &draft)
        draft.state([
            ("AllocatedStorage", .int(server.size.value.gibibytes), server.size.origin),
            ("MasterUsername", .string(DatabaseAccess.user), nil),
            // It makes the password, keeps it in Secrets Manager, and renews it; but not of a server with replicas.
            ("ManageMasterUserPassword", .bool(!server.hasReplicas), server.replicas?.origin),
            ("MasterUserSecretKmsKeyId", server.hasReplicas ? nil : .string(name), nil),
            ("MasterUserSecret", server.hasReplicas ? .string(name) : nil, nil),
            ("StorageEncrypted", true, nil), ("KmsKeyId", .string(name), nil),
            ("MultiAZ", .bool(server.highAvailability?.value ?? false), server.highAvailability?.origin),
            ("DBSubnetGroupName", .string(commonName), nil),
            (
                "BackupRetentionPeriod", .int(retention?.value.days ?? DatabaseServer.usualRetention),
                retention?.origin
            ),
            (
                "PreferredBackupWindow", server.window.map { .string($0.value.text) }, server.window?.origin
            ),
        ])
        return sealed(draft)
    }

    private func replica(
        _ number: Int, of primary: ObjectID, _ server: DatabaseServer, needs: [ObjectID]
    ) -> DesiredObject {
        var draft = draft(.dbInstance, named: "\(name)-replica-\(number)")
        draft.needs += needs + [primary]
        draft.note(FieldPath(), server.replicas?.origin)
        draft.state([("SourceDBInstanceIdentifier", .string(primary.name), server.replicas?.origin)])
        stateCommon(server, server.replicaClass ?? server.databaseClass, in: &draft)
        return sealed(draft)
    }

    private func stateCommon(
        _ server: DatabaseServer, _ databaseClass: Sourced<DatabaseClass>, in draft: inout Draft
    ) {
        draft.state([
            ("DBInstanceClass", .string(databaseClass.value.text), databaseClass.origin),
            (
                "MaxAllocatedStorage", server.maximum.map { .int($0.value.gibibytes) }, server.maximum?.origin
            ),
            ("StorageType", .string((server.type?.value ?? .gp3).rawValue), server.type?.origin),
            ("PubliclyAccessible", false, nil),
            ("VpcSecurityGroups", [.string("\(commonName)-databases")], nil),
            ("DBParameterGroupName", .string(parameterGroupName(server.family)), server.version?.origin),
            (
                "PreferredMaintenanceWindow", server.maintenance.map { .string($0.value.text) },
                server.maintenance?.origin
            ),
            ("AutoMinorVersionUpgrade", true, nil),
            ("CopyTagsToSnapshot", true, nil), ("DeletionProtection", true, nil),
            ("EnablePerformanceInsights", .bool(server.insights?.value ?? true), server.insights?.origin),
            ("EnableCloudwatchLogsExports", ["postgresql", "upgrade"], nil),
        ])
    }
}
