import AWSClient
import Core
import Diagnostics
import Foundation
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

@Suite("Data in AWS")
struct DataSafetyTests {
    private static let name: Value = "parking-nordwind"

    @Test("A database goes after its last snapshot is whole, and its key stays with the snapshot")
    func finalSnapshot() async throws {
        let cloud = try await Cloud.small().terminated()
        #expect(try await cloud.plan().changes.filter { $0.kind.holdsData && $0.action.isChange }.isEmpty)
        var options = PlanningOptions()
        options.dataDeletions = ["nordwind"]
        options.deletionBudget = .percent(100)
        try await cloud.tell("pace", ["calls": 2])
        for _ in 1...12 {
            _ = try await cloud.apply(try await cloud.plan(options), waits: false)
        }
        let left = try await cloud.ask(RDSCalls.describeInstances, [:]).xml.list("DBInstances")
        #expect(!left.contains { $0.text("DBInstanceIdentifier") == "parking-nordwind" })
        let snapshots = try await cloud.ask(RDSCalls.describeSnapshots, ["SnapshotType": "manual"]).xml.list(
            "DBSnapshots")
        let names = snapshots.compactMap { $0.text("DBSnapshotIdentifier") }.sorted()
        #expect(names.count == 2 && names.last?.hasPrefix("parking-nordwind-last-") == true)
        #expect(snapshots.allSatisfy { $0.text("Status") == "available" })
        #expect(snapshots.first?.text("DBSnapshotIdentifier")?.hasPrefix("parking-nordwind-final-") == true)
        let report = try await cloud.apply(try await cloud.plan(options))
        // Of both regions: the copies of its backups are kept too.
        #expect(report.failed.compactMap(\.problem?.code) == ["aws.key-in-use", "aws.key-in-use"])
        #expect(try await cloud.violations() == [])
    }

    @Test("Nothing that holds data goes when a file is removed, tags are stripped, or a tier is lowered")
    func kept() async throws {
        let cloud = try await Cloud.small()
        let lowered = try await cloud.changed { path, text in
            path.contains("tenants/nordwind")
                ? text.replacingOccurrences(of: "tier: enterprise", with: "tier: premium")
                    .components(separatedBy: "\n").filter {
                        !["  database:", "    class:", "    storage:"].contains(where: $0.hasPrefix)
                    }
                    .joined(separator: "\n") : text
        }
        var options = PlanningOptions()
        options.dataDeletions = ["nordwind"]
        options.deletionBudget = .percent(100)
        let plan = try await lowered.plan(options)
        #expect(plan.changes.filter { $0.kind.holdsData && $0.action.isChange }.map(\.id.description) == [])
        _ = try await lowered.apply(plan)
        let there = try await cloud.ask(RDSCalls.describeInstances, ["DBInstanceIdentifier": Self.name])
        #expect(there.xml.list("DBInstances").count == 1)
        // Without its tags it is nobody's.
        let arn = try #require(there.xml.list("DBInstances").first?.text("DBInstanceArn"))
        try await cloud.ask(
            AWSOperation(AWSService.rds, "RemoveTagsFromResource"),
            [
                "ResourceName": .string(arn),
                "TagKeys": [.string(Mark.managedByLabel), .string(Mark.fleetLabel)],
            ])
        #expect(try await cloud.plan().findings.map(\.diagnostic.code) == ["ownership.unowned"])
    }

    @Test("A replica that somebody has made in another jurisdiction is found")
    func copies() async throws {
        let cloud = try await Cloud(
            parts: ["platform.yaml", "tiers/", "regions/", "tenants/nordwind"]
        ).withNetworks()
        try await cloud.settle()
        #expect(try await cloud.plan().findings.isEmpty)
        let key = try await cloud.ask(KMSCalls.createKey, ["Description": "by hand"], in: "us-east-1")
        let handle = try #require(key.json[key: "KeyMetadata"]?[key: "Arn"]?.string)
        try await cloud.ask(
            RDSCalls.startReplication,
            [
                "SourceDBInstanceArn": .string("arn:aws:rds:eu-west-1:\(cloud.account):db:parking-nordwind"),
                "KmsKeyId": .string(handle),
            ], in: "us-east-1")
        let plan = try await cloud.plan()
        #expect(plan.findings.map(\.diagnostic.code) == ["residency.jurisdiction"])
        #expect(
            plan.findings.first?.diagnostic.notes.first?.contains(
                "DBInstanceAutomatedBackup parking-nordwind in us-east-1") == true)
    }
}
