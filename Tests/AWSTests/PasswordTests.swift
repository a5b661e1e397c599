import Core
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

@Suite("The password of a server with replicas")
struct PasswordTests {
    private static let name: Value = "parking-nordwind"

    @Test(
        "is given to the server again where its secret was renewed, or is made anew",
        arguments: [true, false])
    func handedOn(_ isGone: Bool) async throws {
        let cloud = try await Cloud.dedicated()
        try await cloud.settle()
        let outsider = try Outsider(in: cloud)
        let first = try version(outsider)
        if isGone {
            try outsider.call(
                "secretsmanager", "delete_secret",
                ["SecretId": Self.name, "ForceDeleteWithoutRecovery": true])
        } else {
            try outsider.call(
                "secretsmanager", "put_secret_value",
                ["SecretId": Self.name, "SecretString": "of somebody else"])
        }
        let plan = try await cloud.plan()
        let made = isGone ? ["create MasterUserSecret parking-nordwind"] : []
        #expect(differences(plan) == made + ["DBInstance parking-nordwind spec.MasterUserSecret"])
        #expect(try await cloud.apply(plan).failed.compactMap(\.problem) == [])
        #expect(differences(try await cloud.plan()) == [])
        #expect(try version(outsider) != first)
        let server = try self.server(outsider)
        #expect(server?[key: "PendingModifiedValues"]?[key: "MasterUserPassword"] == "****")
        let tag = (server?[key: "TagList"]?.array ?? []).first {
            $0[key: "Key"]?.string == MasterUserSecretKind.versionTag
        }
        let given = tag?[key: "Value"]?.string
        #expect(try version(outsider) == given)
        #expect(try await cloud.violations() == [])
    }

    private func server(_ outsider: Outsider) throws -> Value? {
        try outsider.call("rds", "describe_db_instances", ["DBInstanceIdentifier": Self.name])[
            key: "DBInstances"]?.array?.first
    }

    /// Of what the secret holds now.
    private func version(_ outsider: Outsider) throws -> String? {
        let secret = try outsider.call("secretsmanager", "get_secret_value", ["SecretId": Self.name])
        return secret[key: "VersionId"]?.string
    }
}

@Suite("Copies of backups")
struct BackupCopyTests {
    @Test("are begun anew where somebody has stopped them; what was copied before is told where it is")
    func stopped() async throws {
        let cloud = try await Cloud.dedicated(replicas: 0)
        try await cloud.settle()
        let outsider = try Outsider(in: cloud)
        try outsider.call(
            "rds", "stop_db_instance_automated_backups_replication",
            try await cloud.named(["SourceDBInstanceArn": "{source}"], in: "eu-central-1"), in: "eu-central-1"
        )
        #expect(differences(try await cloud.plan()) == ["create DBInstanceAutomatedBackup parking-nordwind"])
        let provider = try #require(
            try cloud.providers().first { $0.scope.region == "eu-central-1" } as? AWSProvider)
        let copies = try await provider.copies("parking", SharedLists(provider.api, fleet: "parking")).copies
        #expect(
            copies == [
                DataCopy(
                    ObjectID(
                        Scope(.aws, "eu-central-1"), "DBInstanceAutomatedBackup", name: "parking-nordwind"),
                    of: ObjectID(Scope(.aws, "eu-west-1"), "DBInstance", name: "parking-nordwind"))
            ])
        try await cloud.settle()
        #expect(try await cloud.violations() == [])
    }

    @Test("that others change are stopped and begun anew, when AWS has stopped them")
    func changed() async throws {
        let cloud = try await Cloud.dedicated(replicas: 0)
        try await cloud.settle()
        let input: Fields = [
            "SourceDBInstanceArn": "{source}", "KmsKeyId": "{arn of key parking-nordwind}",
            "BackupRetentionPeriod": 2, "Tags": "{tags of the copy}",
        ]
        let named = try await cloud.named(input, in: "eu-central-1")
        let outsider = try Outsider(in: cloud)
        for (method, input) in [
            (
                "stop_db_instance_automated_backups_replication",
                ["SourceDBInstanceArn": named["SourceDBInstanceArn"] ?? .null] as Fields
            ),
            ("start_db_instance_automated_backups_replication", named),
        ] { try outsider.call("rds", method, input, in: "eu-central-1") }
        try await cloud.tell("pace", ["calls": 1])
        let name = "DBInstanceAutomatedBackup parking-nordwind"
        let plan = try await cloud.plan()
        #expect(
            differences(plan) == ["\(name) spec.BackupRetentionPeriod"])
        let report = try await cloud.apply(plan)
        #expect(report.entries.map { "\($0.result)" } == ["applied"])
        let started = try await cloud.log().filter {
            $0[key: "operation"] == "StartDBInstanceAutomatedBackupsReplication"
        }
        #expect(started.compactMap { $0[key: "status"] }.suffix(2) == [400, 200])
        #expect(differences(try await cloud.plan()) == [])
        #expect(try await cloud.violations() == [])
    }
}
