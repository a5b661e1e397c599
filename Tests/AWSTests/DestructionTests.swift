import AWSClient
import Core
import Diagnostics
import Foundation
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

/// Whatever becomes of the specs, of the tags or of AWS, no call that destroys data reaches it.
@Suite("Nothing that holds data is destroyed")
struct DestructionTests {
    /// All that a person can allow for one run.
    private static var everything: PlanningOptions {
        var options = PlanningOptions()
        options.dataDeletions = ["nordwind"]
        options.deletionBudget = .percent(100)
        return options
    }

    /// What becomes of the specs, a file's text at a time; nil takes the file away.
    struct Mishap: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let edit: @Sendable (String, String) -> String

        init(_ what: String, _ edit: @escaping @Sendable (String, String) -> String) {
            (testDescription, self.edit) = (what, edit)
        }
    }

    private static let mishaps = [
        Mishap("a tenant's file is removed") { $0.contains("tenants/") ? "" : $1 },
        Mishap("a tier is lowered") { path, text in
            guard path.contains("tenants/") else { return text }
            let own = ["  database:", "    class:", "    storage:"]
            return text.replacing("tier: enterprise", with: "tier: premium").split(
                separator: "\n", omittingEmptySubsequences: false
            ).filter { line in !own.contains { line.hasPrefix($0) } }.joined(separator: "\n")
        },
        Mishap("a tier has no database any more") { path, text in
            if path.contains("tiers/enterprise") {
                return text.replacing("dedicatedDatabase ", with: "dedicatedSchema ").replacing(
                    #/  database:\n(    .*\n)+/#, with: "")
            }
            return path.contains("tenants/") ? text.replacing(#/  database:\n(    .*\n)+/#, with: "") : text
        },
        Mishap("a region is renamed") { path, text in
            text.replacing("name: eu-west-1", with: "name: europe").replacing(
                "region: eu-west-1\n  residency", with: "region: europe\n  residency")
        },
        Mishap("a region's server for others, and its recovery, are removed") { path, text in
            path.contains("regions/eu-west-1")
                ? text.replacing(#/  sharedDatabase:\n(    .*\n)+/#, with: "").replacing(
                    "  recovery: {region: eu-central-1}\n", with: "") : text
        },
        Mishap("a region is in AWS no more, nor are buckets") { path, text in
            path.contains("regions/eu-west-1")
                ? text.replacing(#/  aws:\n(    .*\n)+/#, with: "")
                : text.replacing(#/\n  bucket:.*(\n    .*)*/#, with: "")
        },
        Mishap("the specs are all but empty") { path, text in
            if path.contains("tenants/") { return "" }
            return path.contains("regions/eu-west-1")
                ? text.replacing(#/  (sharedDatabase|aws):\n(    .*\n)+/#, with: "") : text
        },
        Mishap("a tenant is suspended") {
            $0.contains("tenants/") ? $1.replacing("  company:", with: "  status: suspended\n  company:") : $1
        },
        Mishap("a tenant is terminated, and its retention has not passed") { path, text in
            let yesterday = Date(timeIntervalSinceNow: -86_400).formatted(.iso8601.year().month().day())
            return path.contains("tenants/")
                ? text.replacing(
                    "  company:", with: "  status: terminated\n  terminated: \(yesterday)\n  company:") : text
        },
        Mishap("a tenant is terminated, and nobody says since when") {
            $0.contains("tenants/")
                ? $1.replacing("  company:", with: "  status: terminated\n  company:") : $1
        },
        Mishap("a disk is smaller, and a version older") { path, text in
            path.contains("tenants/")
                ? text.replacing("size: 1Ti", with: "size: 512Gi").replacing(
                    "    class:", with: "    version: \"15\"\n    class:") : text
        },
        Mishap("the fleet has another name, so that two are in one account") { path, text in
            path.contains("platform") ? text.replacing("name: parking ", with: "name: garage ") : text
        },
    ]

    @Test("whatever becomes of the specs, and whatever a person allows")
    func specs() async throws {
        let cloud = try await Cloud.small()
        for mishap in Self.mishaps {
            let changed = try await cloud.changed(mishap.edit)
            for _ in 1...2 {
                _ = try await changed.apply(try await changed.plan(Self.everything), waits: false)
            }
            try await cloud.expectNothingDestroyed(mishap.testDescription)
        }
        try await cloud.settle()
        let there = try await cloud.ask(RDSCalls.describeInstances, [:]).xml.list("DBInstances").compactMap {
            $0.text("DBInstanceIdentifier")
        }
        #expect(Set(there).isSuperset(of: ["parking-nordwind", "garage-nordwind"]))
        #expect(try await cloud.violations() == [])
    }

    @Test("where nobody names the tenant, or another one")
    func unconfirmed() async throws {
        let cloud = try await Cloud.small().terminated()
        var options = Self.everything
        options.dataDeletions = ["summit"]
        _ = try await cloud.apply(try await cloud.plan(options), waits: false)
        try await cloud.expectNothingDestroyed("another is named")
        #expect(try await isProtected(cloud), "protection is lifted for nobody")
    }

    private func isProtected(_ cloud: Cloud) async throws -> Bool {
        let there = try await cloud.ask(
            RDSCalls.describeInstances, ["DBInstanceIdentifier": "parking-nordwind"])
        return there.xml.list("DBInstances").first?.bool("DeletionProtection") == true
    }

    @Test("where the last snapshot cannot be made, or fails", arguments: [true, false])
    func noSnapshot(_ fails: Bool) async throws {
        let cloud = try await Cloud.small().terminated()
        if fails {
            try await cloud.tell("failing", ["snapshots": true])
        } else {
            try await cloud.tell(
                "faults",
                [
                    "kind": "refuse", "operation": "CreateDBSnapshot", "code": "SnapshotQuotaExceeded",
                    "status": 400,
                ])
        }
        var codes: Set<String> = []
        for _ in 1...3 {
            let report = try await cloud.apply(try await cloud.plan(Self.everything), waits: false)
            codes.formUnion(
                report.failed.filter { $0.change.id.kind == "DBInstance" }.compactMap(\.problem?.code))
        }
        #expect(fails ? codes == ["aws.snapshot-failed"] : !codes.isEmpty, "\(codes)")
        #expect(try await cloud.calls()["DeleteDBInstance"] == nil)
        #expect(try await cloud.calls()["ScheduleKeyDeletion"] == nil)
        #expect(try await isProtected(cloud))
    }

    @Test(
        "while the last snapshot is not whole; then protection goes, and what was written since is kept too")
    func protection() async throws {
        let cloud = try await Cloud.small().terminated()
        try await cloud.tell("pace", ["seconds": 60])
        for _ in 1...2 { _ = try await cloud.apply(try await cloud.plan(Self.everything), waits: false) }
        #expect(try await isProtected(cloud))
        #expect(try await cloud.calls()["DeleteDBInstance"] == nil)
        for _ in 1...6 {
            try await cloud.tell("clock", ["seconds": 120])
            _ = try await cloud.apply(try await cloud.plan(Self.everything), waits: false)
        }
        #expect(try await cloud.calls()["CreateDBSnapshot"] == 1)
        let order = try await cloud.log().compactMap { $0[key: "operation"]?.string }.filter {
            ["CreateDBSnapshot", "DeleteDBInstance"].contains($0)
        }
        #expect(order == ["CreateDBSnapshot", "DeleteDBInstance"])
        let snapshots = try await cloud.ask(RDSCalls.describeSnapshots, ["SnapshotType": "manual"]).xml.list(
            "DBSnapshots"
        ).compactMap { $0.text("DBSnapshotIdentifier") }.sorted()
        try #require(snapshots.count == 2)
        #expect(snapshots[0].hasPrefix("parking-nordwind-final-"))
        #expect(snapshots[1].hasPrefix("parking-nordwind-last-"))
        let backups = try await cloud.ask(RDSCalls.describeBackups, [:]).xml.list(
            "DBInstanceAutomatedBackups")
        let kept = backups.first { $0.text("DBInstanceIdentifier") == "parking-nordwind" }
        #expect(kept?.text("Status")?.lowercased() == "retained")
        #expect(try await cloud.violations() == [])
    }

    @Test("while something reads from it that would become a server of its own")
    func readers() async throws {
        let cloud = try await Cloud.dedicated()
        try await cloud.settle()
        try await cloud.ask(
            RDSCalls.createReplica,
            ["DBInstanceIdentifier": "mine", "SourceDBInstanceIdentifier": "parking-nordwind"])
        let ended = try await cloud.terminated()
        for _ in 1...4 {
            _ = try await ended.apply(try await ended.plan(Self.everything), waits: false)
        }
        let left = try await cloud.ask(RDSCalls.describeInstances, [:]).xml.list("DBInstances").compactMap {
            $0.text("DBInstanceIdentifier")
        }
        #expect(left.sorted() == ["mine", "parking-nordwind"], "our own replica may go")
    }

    /// What somebody does to the objects before the run that may destroy everything.
    enum Deed: CaseIterable, Sendable {
        case protects, stripsTags, copiesTags, pointsNameAtAnotherKey
    }

    @Test("where somebody has had a hand in it", arguments: Deed.allCases)
    func hands(_ deed: Deed) async throws {
        let cloud = try await Cloud.dedicated(replicas: 0)
        try await cloud.settle()
        let outsider = try Outsider(in: cloud)
        func tag(_ method: String, _ input: Fields) async throws {
            var input = try await cloud.named(["ResourceName": "{db parking-nordwind}"], in: "eu-west-1")
                .merged(with: input)
            if method == "remove_tags_from_resource" { input["Tags"] = nil }
            try outsider.call("rds", method, input)
        }
        switch deed {
        case .protects:
            try await tag(
                "add_tags_to_resource",
                ["Tags": [["Key": .string(Mark.protectionAnnotation), "Value": "true"]]])
        case .stripsTags:
            try await tag(
                "remove_tags_from_resource",
                ["TagKeys": [.string(Mark.fleetLabel), .string(Mark.managedByLabel)]])
        case .copiesTags:
            try await tag(
                "add_tags_to_resource",
                ["Tags": [["Key": .string(Mark.identityAnnotation), "Value": "another's"]]])
        case .pointsNameAtAnotherKey:
            let key = try outsider.call("kms", "create_key", ["Description": "mine"])
            try outsider.call(
                "kms", "update_alias",
                [
                    "AliasName": "alias/parking-nordwind",
                    "TargetKeyId": key[key: "KeyMetadata"]?[key: "KeyId"] ?? .null,
                ])
        }
        let ended = try await cloud.terminated()
        for _ in 1...3 {
            _ = try await ended.apply(try await ended.plan(Self.everything), waits: false)
        }
        #expect(try await cloud.calls()["ScheduleKeyDeletion"] == nil)
        // Its key is another matter: the database itself is still ours, and goes.
        if deed != .pointsNameAtAnotherKey {
            #expect(try await cloud.calls()["DeleteDBInstance"] == nil)
            #expect(try await cloud.calls()["CreateDBSnapshot"] == nil)
        }
    }

    @Test("where it is protected between a plan and its apply")
    func lateProtection() async throws {
        let cloud = try await Cloud.dedicated(replicas: 0)
        try await cloud.settle()
        let ended = try await cloud.terminated()
        let plan = try await ended.plan(Self.everything)
        #expect(plan.changes.contains { $0.id.kind == "DBInstance" && $0.isPerformable })
        try await cloud.ask(
            RDSCalls.addTags,
            try await cloud.named(
                [
                    "ResourceName": "{db parking-nordwind}",
                    "Tags": [["Key": .string(Mark.protectionAnnotation), "Value": "true"]],
                ], in: "eu-west-1"))
        let report = try await ended.apply(plan, waits: false)
        #expect(
            report.failed.filter { $0.change.id.kind == "DBInstance" }.compactMap(\.problem?.code) == [
                "apply.moved"
            ])
        #expect(try await cloud.calls()["DeleteDBInstance"] == nil)
        #expect(try await cloud.calls()["CreateDBSnapshot"] == nil)
    }
}

extension Fields {
    fileprivate func merged(with others: Fields) -> Fields {
        var all = self
        for (key, value) in others { all[key] = value }
        return all
    }
}
