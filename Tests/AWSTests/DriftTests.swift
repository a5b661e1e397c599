import AWSClient
import Core
import Diagnostics
import Foundation
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

/// What others change in AWS is shown, attribute by attribute; what AWS does by itself is not.
@Suite("Drift in AWS")
struct DriftTests {
    private static let name: Value = "parking-nordwind"

    @Test(
        "Each attribute that others change is shown, and nothing else; putting it back leaves nothing to do")
    func table() async throws {
        let cloud = try await Cloud.small()
        let group = try #require(
            try await cloud.ask(
                EC2Calls.describeGroups, ["Filter": [["Name": "group-name", "Value": ["parking-databases"]]]]
            )
            .xml.list("securityGroupInfo").first?.text("groupId"))
        let instance: [(String, Fields)] = [
            ("MultiAZ", ["MultiAZ": false]), ("BackupRetentionPeriod", ["BackupRetentionPeriod": 1]),
            ("PreferredBackupWindow", ["PreferredBackupWindow": "01:00-01:30"]),
            ("DBInstanceClass", ["DBInstanceClass": "db.r6g.large"]),
            ("MaxAllocatedStorage", ["MaxAllocatedStorage": 2048]),
            ("CopyTagsToSnapshot", ["CopyTagsToSnapshot": false]),
            ("DeletionProtection", ["DeletionProtection": false]),
            ("PubliclyAccessible", ["PubliclyAccessible": true]),
            ("AutoMinorVersionUpgrade", ["AutoMinorVersionUpgrade": false]),
            ("EnablePerformanceInsights", ["EnablePerformanceInsights": false]),
            (
                "EnableCloudwatchLogsExports",
                ["CloudwatchLogsExportConfiguration": ["DisableLogTypes": ["upgrade"]]]
            ),
        ]
        var table = instance.map { member, input -> (String, AWSOperation, Fields) in
            var input = input
            input["DBInstanceIdentifier"] = Self.name
            input["ApplyImmediately"] = true
            return ("DBInstance parking-nordwind spec.\(member)", RDSCalls.modifyInstance, input)
        }
        table += [
            (
                "DBParameterGroup parking-nordwind-postgres16 spec.Parameters.log_lock_waits",
                RDSCalls.modifyParameterGroup,
                [
                    "DBParameterGroupName": "parking-nordwind-postgres16",
                    "Parameters": [
                        [
                            "ParameterName": "log_lock_waits", "ParameterValue": "0",
                            "ApplyMethod": "immediate",
                        ]
                    ],
                ]
            ),
            (
                "SecurityGroup parking-databases spec.Ingress", EC2Calls.allowIngress,
                [
                    "GroupId": .string(group),
                    "IpPermissions": [
                        [
                            "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
                            "IpRanges": [["CidrIp": "0.0.0.0/0"]],
                        ]
                    ],
                ]
            ),
            (
                "SecurityGroup parking-databases spec.Egress", EC2Calls.allowEgress,
                [
                    "GroupId": .string(group),
                    "IpPermissions": [["IpProtocol": "-1", "IpRanges": [["CidrIp": "0.0.0.0/0"]]]],
                ]
            ),
            (
                "Key parking-nordwind spec.EnableKeyRotation", KMSCalls.disableRotation,
                ["KeyId": .string(try await key(cloud))]
            ),
            (
                "Key parking-nordwind spec.Description", KMSCalls.describe,
                ["KeyId": .string(try await key(cloud)), "Description": "mine"]
            ),
        ]
        for (expected, operation, input) in table {
            try await cloud.ask(operation, input)
            let plan = try await cloud.plan()
            #expect(differences(plan) == [expected])
            #expect(plan.changes.flatMap(\.differences).allSatisfy { $0.drift != nil }, "\(expected)")
            try await cloud.settle()
        }
        #expect(try await cloud.violations() == [])
    }

    private func key(_ cloud: Cloud) async throws -> String {
        let aliases = try await KeyKind.aliases(
            RegionAPI(
                scope: Scope(.aws, "eu-west-1"), connection: try cloud.connection("eu-west-1"),
                account: cloud.account,
                places: [:], now: { Timestamp(seconds: 0) }))
        return try #require(aliases.first { $0.name == "parking-nordwind" }?.key)
    }

    private func differences(_ plan: Plan) -> [String] {
        plan.changes.filter(\.action.isChange).flatMap { change in
            change.differences.map { "\(change.id.short) \($0.path)" }
        }
    }

    @Test(
        "What waits for the maintenance window is done, and no drift; so is a disk that AWS has made larger")
    func pending() async throws {
        let cloud = try await Cloud.small()
        let larger = try await cloud.changed { path, text in
            path.contains("nordwind")
                ? text.replacingOccurrences(of: "db.r6g.2xlarge", with: "db.r6g.4xlarge") : text
        }
        try await larger.tell("pace", ["seconds": 600])
        let plan = try await larger.plan()
        #expect(differences(plan) == ["DBInstance parking-nordwind spec.DBInstanceClass"])
        let report = try await larger.apply(plan)
        #expect(report.applied.count == 1)
        #expect(differences(try await larger.plan()) == [])
        let pending = try await larger.ask(RDSCalls.describeInstances, ["DBInstanceIdentifier": Self.name])
            .xml
        #expect(pending.list("DBInstances").first?.text("DBInstanceClass") == "db.r6g.2xlarge", "it waits")
        try await larger.tell("maintenance")
        try await larger.tell("clock", ["seconds": 1200])
        #expect(differences(try await larger.plan()) == [])
        try await larger.tell("pace", ["seconds": 0])
        try await larger.tell("clock", ["seconds": 1200])
        // AWS makes a disk larger by itself that is nearly full.
        try await larger.ask(
            RDSCalls.modifyInstance,
            ["DBInstanceIdentifier": Self.name, "AllocatedStorage": 1200, "ApplyImmediately": true])
        #expect(differences(try await larger.plan()) == [])
        #expect(try await cloud.violations() == [])
    }

    @Test("Less storage, or an older version, is blocked before AWS refuses it")
    func shrinking() async throws {
        let cloud = try await Cloud.small()
        let smaller = try await cloud.changed { path, text in
            path.contains("nordwind") ? text.replacingOccurrences(of: "size: 1Ti", with: "size: 512Gi") : text
        }
        let plan = try await smaller.plan()
        #expect(plan.findings.map(\.diagnostic.code) == ["safety.replace-holds-data"])
        #expect(plan.changes.allSatisfy { !$0.isPerformable })
        let older = try await cloud.changed { path, text in
            path.contains("nordwind")
                ? text.replacingOccurrences(
                    of: "class: db.r6g.2xlarge", with: "class: db.r6g.2xlarge\n    version: \"15\"") : text
        }
        #expect(try await older.plan().findings.map(\.diagnostic.code).contains("safety.replace-holds-data"))
    }
}
