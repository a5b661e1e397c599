import AWSClient
import Core
import Diagnostics
import Foundation
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

/// What AWS does by itself is no difference, nor is what others add that means nothing to us.
@Suite("No drift in AWS")
struct NoDriftTests {
    private static let name: Value = "parking-nordwind"

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
            [
                "DBInstanceIdentifier": Self.name, "AllocatedStorage": 1200, "Iops": 12_000,
                "ApplyImmediately": true,
            ])
        #expect(differences(try await larger.plan()) == [])
        #expect(try await cloud.violations() == [])
    }

    /// What happens, in boto3's words.
    struct Event: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let calls: [(service: String, method: String, input: Fields)]
        var region = "eu-west-1"

        static func database(_ what: String, _ input: Fields) -> Event {
            var input = input
            input["DBInstanceIdentifier"] = "parking-nordwind"
            input["ApplyImmediately"] = true
            return Event(testDescription: what, calls: [("rds", "modify_db_instance", input)])
        }
    }

    private static let events: [Event] = [
        .database("AWS raises the minor version of 16", ["EngineVersion": "16.15"]),
        .database("AWS makes a disk larger", ["AllocatedStorage": 1200, "Iops": 12_000]),
        Event(
            testDescription: "Somebody sets parameters that we do not state, one of them needing a restart",
            calls: [
                (
                    "rds", "modify_db_parameter_group",
                    [
                        "DBParameterGroupName": "parking-postgres16",
                        "Parameters": [
                            [
                                "ParameterName": "max_connections", "ParameterValue": "500",
                                "ApplyMethod": "pending-reboot",
                            ],
                            [
                                "ParameterName": "work_mem", "ParameterValue": "65536",
                                "ApplyMethod": "immediate",
                            ],
                        ],
                    ]
                )
            ]),
        Event(
            testDescription: "Lists come in another order",
            calls: [
                (
                    "rds", "modify_db_subnet_group",
                    [
                        "DBSubnetGroupName": "parking",
                        "SubnetIds": ["subnet-0a20-c", "subnet-0a20-a", "subnet-0a20-b"],
                    ]
                ),
                (
                    "rds", "modify_db_instance",
                    [
                        "DBInstanceIdentifier": "parking-nordwind",
                        "CloudwatchLogsExportConfiguration": ["DisableLogTypes": ["postgresql"]],
                    ]
                ),
                (
                    "rds", "modify_db_instance",
                    [
                        "DBInstanceIdentifier": "parking-nordwind",
                        "CloudwatchLogsExportConfiguration": ["EnableLogTypes": ["postgresql"]],
                    ]
                ),
                (
                    "ec2", "revoke_security_group_ingress",
                    ["GroupId": "{group parking-databases}", "IpPermissions": [permission("10.20.0.0/16")]]
                ),
                (
                    "ec2", "authorize_security_group_ingress",
                    ["GroupId": "{group parking-databases}", "IpPermissions": [permission("10.20.0.0/16")]]
                ),
            ]),
        Event(
            testDescription: "Others tag what is ours",
            calls: [
                (
                    "rds", "add_tags_to_resource",
                    [
                        "ResourceName": "{db parking-nordwind}",
                        "Tags": [["Key": "CostCenter", "Value": "42"]],
                    ]
                ),
                (
                    "rds", "add_tags_to_resource",
                    ["ResourceName": "{subgrp parking}", "Tags": [["Key": "CostCenter", "Value": "42"]]]
                ),
                (
                    "ec2", "create_tags",
                    [
                        "Resources": ["{group parking-databases}"],
                        "Tags": [["Key": "CostCenter", "Value": "42"]],
                    ]
                ),
                (
                    "kms", "tag_resource",
                    [
                        "KeyId": "{key parking-nordwind}",
                        "Tags": [["TagKey": "CostCenter", "TagValue": "42"]],
                    ]
                ),
                (
                    "secretsmanager", "tag_resource",
                    [
                        "SecretId": "parking-shared-eu-west-1",
                        "Tags": [["Key": "CostCenter", "Value": "42"]],
                    ]
                ),
            ]),
        Event(
            testDescription: "Somebody makes a second name for a key",
            calls: [
                (
                    "kms", "create_alias",
                    ["AliasName": "alias/mine", "TargetKeyId": "{key parking-nordwind}"]
                )
            ]),
        Event(
            testDescription: "Somebody takes a snapshot",
            calls: [
                (
                    "rds", "create_db_snapshot",
                    ["DBInstanceIdentifier": "parking-nordwind", "DBSnapshotIdentifier": "mine"]
                )
            ]),
    ]

    private static func permission(_ range: String) -> Value {
        [
            "IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432,
            "IpRanges": [["CidrIp": .string(range)]],
        ]
    }

    @Test("is what AWS or others do beside it")
    func beside() async throws {
        let cloud = try await Cloud.small()
        let outsider = try Outsider(in: cloud)
        for event in Self.events {
            for call in event.calls {
                try outsider.call(
                    call.service, call.method, try await cloud.named(call.input, in: event.region),
                    in: event.region)
            }
            let plan = try await cloud.plan()
            #expect(differences(plan) == [], "\(event.testDescription)")
            #expect(plan.findings.map(\.diagnostic.summary) == [], "\(event.testDescription)")
        }
        // And what AWS has made more stays so when something else is changed.
        let larger = try await cloud.changed { path, text in
            path.contains("nordwind") ? text.replacing("db.r6g.2xlarge", with: "db.r6g.4xlarge") : text
        }
        let plan = try await larger.plan()
        #expect(differences(plan) == ["DBInstance parking-nordwind spec.DBInstanceClass"])
        #expect(try await larger.apply(plan).failed.compactMap(\.problem) == [])
        #expect(differences(try await larger.plan()) == [])
        let there = try outsider.call(
            "rds", "describe_db_instances", ["DBInstanceIdentifier": Self.name])[key: "DBInstances"]?.array?
            .first
        #expect(there?[key: "AllocatedStorage"] == 1200 && there?[key: "EngineVersion"] == "16.15")
        #expect(try await cloud.violations() == [])
    }

    @Test("is a parameter whose value is the engine's own: AWS counts it as set by nobody")
    func defaults() async throws {
        let cloud = try await Cloud.small()
        let group: Value = "parking-postgres16"
        let set = try await cloud.ask(
            RDSCalls.describeParameters, ["DBParameterGroupName": group, "Source": "user"])
        let names = set.xml.list("Parameters").compactMap { $0.text("ParameterName") }
        #expect(!names.contains("rds.force_ssl") && names.contains("log_connections"))
        #expect(differences(try await cloud.plan()) == [])
        let desired = cloud.onlyAWS.objects.filter { $0.kind.name == "DBParameterGroup" }
        let stated = Set(
            desired.flatMap { $0.body[key: "spec"]?[key: "Parameters"]?.fields?.keys.map(\.self) ?? [] })
        #expect(stated.sorted() == DBParameterGroupKind.stated, "what is stated is asked for by its name")
        #expect(try await cloud.violations() == [])
    }

    @Test("is a newer minor version than the one that is asked for, until another is asked for")
    func pinned() async throws {
        let cloud = try await pinned(to: "16.4", in: try await Cloud.empty())
        try await cloud.settle()
        let outsider = try Outsider(in: cloud)
        func version() throws -> String? {
            try outsider.call("rds", "describe_db_instances", ["DBInstanceIdentifier": Self.name])[
                key: "DBInstances"]?.array?.first?[key: "EngineVersion"]?.string
        }
        #expect(try version() == "16.4")
        try outsider.call(
            "rds", "modify_db_instance",
            ["DBInstanceIdentifier": Self.name, "EngineVersion": "16.6", "ApplyImmediately": true])
        #expect(differences(try await cloud.plan()) == [])
        let newer = try await pinned(to: "16.8", in: cloud)
        let plan = try await newer.plan()
        #expect(differences(plan) == ["DBInstance parking-nordwind spec.EngineVersion"])
        #expect(plan.changes.allSatisfy { $0.isPerformable })
        try await newer.tell("pace", ["calls": 1])
        _ = try await newer.apply(plan)
        #expect(differences(try await newer.plan()) == [], "it waits for its window")
        try await newer.tell("maintenance")
        try await newer.tell("pace", [:])
        #expect(differences(try await newer.plan()) == [])
        #expect(try version() == "16.8")
        // There is no way back, and AWS need not be asked to know.
        let older = try await pinned(to: "16.5", in: cloud)
        #expect(try await older.plan().changes.allSatisfy { !$0.isPerformable })
    }

    private func pinned(to version: String, in cloud: Cloud) async throws -> Cloud {
        try await cloud.changed { path, text in
            guard path.contains("tenants/nordwind") else { return text }
            return text.replacing(#/    version: ".*"\n/#, with: "").replacing(
                "    class: db.r6g.2xlarge\n",
                with: "    class: db.r6g.2xlarge\n    version: \"\(version)\"\n")
        }
    }

    @Test("is a tag of AWS's own")
    func ownTags() {
        let tags = Tags(["aws:cloudformation:stack-name": "net", "CostCenter": "42"])
        #expect(tags.metadata["labels"] == ["CostCenter": "42"])
        #expect(tags.metadata["annotations"] == [:])
    }

    @Test("is an object that bears another's mark: it is told, and left alone")
    func strangers() async throws {
        let cloud = try await Cloud.small()
        let outsider = try Outsider(in: cloud)
        let tag = { (key: String) in
            _ =
                try outsider.call(
                    "rds", "add_tags_to_resource",
                    try await cloud.named(
                        [
                            "ResourceName": "{db parking-nordwind}",
                            "Tags": [["Key": .string(key), "Value": "mine"]],
                        ],
                        in: "eu-west-1"))
        }
        try await tag(Mark.fleetLabel)
        #expect(try await cloud.plan().findings.map(\.diagnostic.code) == ["ownership.other-fleet"])
        try await tag(Mark.managedByLabel)
        #expect(try await cloud.plan().findings.map(\.diagnostic.code) == ["ownership.unowned"])
        _ = try await cloud.apply(try await cloud.plan())
        let there = try await cloud.ask(RDSCalls.describeInstances, ["DBInstanceIdentifier": Self.name])
        #expect(there.xml.list("DBInstances").first?.tags("TagList").values[Mark.fleetLabel] == "mine")
    }
}
