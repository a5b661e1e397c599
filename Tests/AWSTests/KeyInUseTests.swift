import AWSClient
import Core
import Foundation
import Planning
import Testing
import Values

@testable import AWS

/// A key outlives whatever is encrypted with it, whoever that belongs to.
@Suite("A key in use")
struct KeyInUseTests {
    @Test(
        "is not deleted while a bucket, a database, a snapshot or kept backups need it, and the message names them"
    )
    func users() async throws {
        let cloud = try await Cloud.dedicated(replicas: 0)
        try await cloud.settle()
        let outsider = try Outsider(in: cloud)
        #expect(try await refusal(cloud) == "Bucket \(bucket(cloud))")
        try outsider.call("s3", "delete_bucket", ["Bucket": .string(bucket(cloud))])
        #expect(try await refusal(cloud) == "DBInstance parking-nordwind")
        try outsider.call(
            "rds", "create_db_snapshot",
            ["DBInstanceIdentifier": "parking-nordwind", "DBSnapshotIdentifier": "mine"])
        try outsider.call(
            "rds", "modify_db_instance",
            ["DBInstanceIdentifier": "parking-nordwind", "DeletionProtection": false])
        try outsider.call(
            "rds", "delete_db_instance",
            [
                "DBInstanceIdentifier": "parking-nordwind", "SkipFinalSnapshot": true,
                "DeleteAutomatedBackups": false,
            ])
        #expect(try await refusal(cloud)?.hasPrefix("snapshot ") == true)
        let snapshots =
            try outsider.call("rds", "describe_db_snapshots", [:])[key: "DBSnapshots"]?.array ?? []
        #expect(snapshots.contains { $0[key: "DBSnapshotIdentifier"] == "mine" })
        for snapshot in snapshots {
            try outsider.call(
                "rds", "delete_db_snapshot",
                ["DBSnapshotIdentifier": snapshot[key: "DBSnapshotIdentifier"] ?? .null])
        }
        #expect(try await refusal(cloud) == "backups of parking-nordwind")
        #expect(try await cloud.calls()["ScheduleKeyDeletion"] == nil)
    }

    private func bucket(_ cloud: Cloud) -> String { "parking-nordwind-\(cloud.account)-eu-west-1" }

    /// What the key is in use by, as the message of its delete says.
    private func refusal(_ cloud: Cloud) async throws -> String? {
        let ended = try await cloud.terminated()
        var options = PlanningOptions()
        options.dataDeletions = ["nordwind"]
        options.deletionBudget = .percent(100)
        let plan = try await ended.plan(options)
        let change = try #require(
            plan.changes.first { $0.id.kind == "Key" && $0.id.scope.region == "eu-west-1" })
        #expect(change.action == .delete)
        let provider = try #require(try ended.providers().first { $0.scope == change.id.scope })
        do {
            _ = try await provider.perform(change)
            return nil
        } catch let problem as Problem {
            #expect(problem.code == "aws.key-in-use")
            let words = problem.detail.firstRange(of: "without it, ")
            return words.flatMap { words in
                problem.detail[words.upperBound...].components(separatedBy: " could not").first
            }
        }
    }

    @Test("is deleted after thirty days once nobody needs it")
    func unused() async throws {
        let cloud = try await Cloud.dedicated(replicas: 0)
        try await cloud.settle()
        let outsider = try Outsider(in: cloud)
        try outsider.call(
            "rds", "modify_db_instance",
            ["DBInstanceIdentifier": "parking-nordwind", "DeletionProtection": false])
        try outsider.call(
            "rds", "delete_db_instance",
            ["DBInstanceIdentifier": "parking-nordwind", "SkipFinalSnapshot": true])
        #expect(try await refusal(cloud)?.contains(bucket(cloud)) == true)
        try outsider.call("s3", "delete_bucket", ["Bucket": .string(bucket(cloud))])
        #expect(try await refusal(cloud) == nil)
        let key = try outsider.call("kms", "describe_key", ["KeyId": "alias/parking-nordwind"])
        #expect(key[key: "KeyMetadata"]?[key: "KeyState"] == "PendingDeletion")
    }
}
