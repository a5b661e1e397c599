import AWSClient
import Core
import Diagnostics
import Foundation
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

@Suite("Buckets", .serialized)
struct BucketTests {
    private func name(_ cloud: Cloud, region: String = "eu-west-1") -> String {
        "parking-nordwind-\(cloud.account)-\(region)"
    }

    private func of(_ cloud: Cloud, _ members: Fields = [:]) -> Fields {
        var input = members
        input["Bucket"] = .string(name(cloud))
        return input
    }

    private func differences(_ plan: Plan) -> [String] {
        plan.changes.filter(\.action.isChange).flatMap { change in
            change.differences.map { "\(change.id.kind) \($0.path)" }
        }
    }

    private func made() async throws -> Cloud {
        let cloud = try await Cloud.files()
        try await cloud.settle()
        return cloud
    }

    // MARK: - As asked for

    @Test("A bucket and its key are made, and then there is nothing to do")
    func settles() async throws {
        let cloud = try await Cloud.files()
        let plan = try await cloud.plan()
        #expect(plan.changes.filter(\.action.isChange).map(\.id.kind).sorted() == ["Bucket", "Key"])
        let report = try await cloud.apply(plan)
        #expect(report.failed.compactMap(\.problem?.detail) == [])
        let again = try await cloud.plan()
        #expect(again.changes.map(\.id.description) == [])
        #expect(again.findings.map(\.diagnostic.summary) == [])
        #expect(try await cloud.violations() == [])
    }

    @Test(
        "What S3 does not know yet of a new bucket is waited for",
        arguments: [
            ["operation": "PutPublicAccessBlock", "code": "NoSuchBucket", "status": 404],
            ["operation": "PutBucketVersioning", "code": "OperationAborted", "status": 409],
            ["operation": "PutBucketLifecycleConfiguration", "code": "NoSuchBucket", "status": 404],
        ] as [Fields])
    func new(_ refusal: Fields) async throws {
        let cloud = try await Cloud.files()
        var fault = refusal
        fault["kind"] = "refuse"
        fault["count"] = 1
        try await cloud.tell("faults", fault)
        let report = try await cloud.apply(try await cloud.plan())
        #expect(report.failed.compactMap(\.problem) == [])
        #expect(try await cloud.plan().changes.map(\.id.description) == [])
    }

    @Test("A bucket whose making was not answered is found, also where S3 does not list it yet")
    func unlisted() async throws {
        let cloud = try await Cloud.files()
        try await cloud.tell("lag", ["buckets": 3])
        try await cloud.tell("faults", ["kind": "lost", "operation": "CreateBucket", "count": 1])
        let report = try await cloud.apply(try await cloud.plan())
        #expect(report.failed.compactMap(\.problem) == [])
        try await cloud.settle()
        #expect(try await cloud.plan().changes.map(\.id.description) == [])
    }

    @Test("Each attribute that others change is shown alone, and put back")
    func drift() async throws {
        let cloud = try await made()
        let table: [(expected: [String], operation: AWSOperation, input: Fields)] = [
            (
                ["Bucket spec.PublicAccessBlock.BlockPublicPolicy"], S3Calls.setAccessBlock,
                [
                    "PublicAccessBlockConfiguration": [
                        "BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": false,
                        "RestrictPublicBuckets": true,
                    ]
                ]
            ),
            (
                ["Bucket spec.ObjectOwnership"], S3Calls.setOwnership,
                ["OwnershipControls": ["Rule": [["ObjectOwnership": "ObjectWriter"]]]]
            ),
            (
                ["Bucket spec.ServerSideEncryption.BucketKeyEnabled"], S3Calls.setEncryption,
                [
                    "ServerSideEncryptionConfiguration": [
                        "Rule": [
                            [
                                "ApplyServerSideEncryptionByDefault": [
                                    "SSEAlgorithm": "aws:kms",
                                    "KMSMasterKeyID": .string(
                                        "arn:aws:kms:eu-west-1:\(cloud.account):alias/parking-nordwind"),
                                ], "BucketKeyEnabled": false,
                            ]
                        ]
                    ]
                ]
            ),
            (
                [
                    "Bucket spec.ServerSideEncryption.KMSMasterKeyID",
                    "Bucket spec.ServerSideEncryption.SSEAlgorithm",
                ], S3Calls.setEncryption,
                [
                    "ServerSideEncryptionConfiguration": [
                        "Rule": [
                            [
                                "ApplyServerSideEncryptionByDefault": ["SSEAlgorithm": "AES256"],
                                "BucketKeyEnabled": true,
                            ]
                        ]
                    ]
                ]
            ),
            (
                ["Bucket spec.Versioning"], S3Calls.setVersioning,
                ["VersioningConfiguration": ["Status": "Suspended"]]
            ),
            (
                ["Bucket spec.LifecycleRules[0].NoncurrentVersionExpiration.NoncurrentDays"],
                S3Calls.setLifecycle,
                ["LifecycleConfiguration": ["Rule": [lifecycle(days: 1)]]]
            ),
            (
                ["Bucket spec.LifecycleRules"], S3Calls.setLifecycle,
                [
                    "LifecycleConfiguration": [
                        "Rule": [
                            lifecycle(days: 60),
                            [
                                "ID": "all", "Filter": ["Prefix": ""], "Status": "Enabled",
                                "Expiration": ["Days": 1],
                            ],
                        ]
                    ]
                ]
            ),
            (
                ["Bucket spec.Policy.Statement"], S3Calls.setPolicy,
                [
                    "Policy": .string(
                        policy(
                            cloud,
                            adding:
                                #",{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::*"}"#
                        ))
                ]
            ),
            (
                ["Bucket spec.Policy.Statement[0].Condition.StringNotEquals"], S3Calls.setPolicy,
                [
                    "Policy": .string(
                        policy(cloud, condition: #","StringNotEquals":{"aws:SourceVpc":"vpc-1"}"#))
                ]
            ),
        ]
        for (expected, operation, input) in table {
            try await cloud.ask(operation, of(cloud, input))
            let plan = try await cloud.plan()
            #expect(differences(plan) == expected)
            #expect(plan.changes.flatMap(\.differences).allSatisfy { $0.drift != nil }, "\(expected)")
            try await cloud.settle()
        }
        #expect(try await cloud.violations() == [])
    }

    private func lifecycle(days: Int64) -> Value {
        [
            "ID": "versions", "Filter": ["Prefix": ""], "Status": "Enabled",
            "Expiration": ["ExpiredObjectDeleteMarker": true],
            "NoncurrentVersionExpiration": ["NoncurrentDays": .int(days)],
            "AbortIncompleteMultipartUpload": ["DaysAfterInitiation": 7],
        ]
    }

    /// What is asked for, in other words, and perhaps more.
    private func policy(_ cloud: Cloud, condition: String = "", adding statement: String = "") -> String {
        let arn = "arn:aws:s3:::\(name(cloud))"
        return """
            {"Statement":[{"Condition":{"Bool":{"aws:SecureTransport":[false]}\(condition)},"Resource":["\(arn)/*","\(arn)"],
            "Action":["s3:*"],"Principal":{"AWS":["*"]},"Effect":"Deny","Sid":"TLSOnly"}\(statement)],
            "Id":"mine","Version":"2012-10-17"}
            """
    }

    @Test("A policy in other words, tags of others, and files are no difference, and stay")
    func noDifference() async throws {
        let cloud = try await made()
        try await putFile(cloud)
        try await cloud.ask(S3Calls.setPolicy, of(cloud, ["Policy": .string(policy(cloud))]))
        let tags = try await cloud.ask(S3Calls.tags, of(cloud)).xml.tags("TagSet")
        let more = Tags(tags.values.merging(["cost-centre": "4711"]) { $1 })
        try await cloud.ask(S3Calls.setTags, of(cloud, ["Tagging": ["TagSet": ["Tag": more.list()]]]))
        #expect(try await cloud.plan().changes.map(\.id.description) == [])
        // Another mark, and with it all tags are written.
        let longer = try await cloud.changed { path, text in
            path.contains("enterprise")
                ? text.replacingOccurrences(of: "versions: 60d", with: "versions: 90d") : text
        }
        #expect(
            differences(try await longer.plan()) == [
                "Bucket spec.LifecycleRules[0].NoncurrentVersionExpiration.NoncurrentDays"
            ])
        try await longer.settle()
        let after = try await cloud.ask(S3Calls.tags, of(cloud)).xml.tags("TagSet")
        #expect(after.values["cost-centre"] == "4711")
        #expect(after.mark?.tenant == "nordwind")
        #expect(try await cloud.violations() == [])
    }

    /// Without the policy: there is no TLS on the way to the stand-in.
    private func putFile(_ cloud: Cloud) async throws {
        let removePolicy = AWSOperation(
            .s3, "DeleteBucketPolicy", rest: RESTBinding("DELETE", "/{Bucket}?policy"))
        let put = AWSOperation(
            .s3, "PutObject", rest: RESTBinding("PUT", "/{Bucket}/{Key+}", payload: "Body"))
        try await cloud.ask(removePolicy, of(cloud))
        try await cloud.ask(put, of(cloud, ["Key": "deeds/deed.txt", "Body": "of the plot"]))
    }

    // MARK: - Copied

    @Test("A bucket is copied to the recovery region, and each part of that which others change is put back")
    func copied() async throws {
        let cloud = try await Cloud.files().changed { path, text in
            path.contains("tiers/enterprise")
                ? text.replacingOccurrences(of: "\n    recovery: false", with: "\n    recovery: true") : text
        }
        let plan = try await cloud.plan()
        #expect(
            plan.changes.filter(\.action.isChange).map(\.id.kind).sorted() == [
                "Bucket", "Bucket", "Key", "Key",
            ])
        let report = try await cloud.apply(plan)
        #expect(report.failed.compactMap(\.problem?.detail) == [])
        let again = try await cloud.plan()
        #expect(again.changes.map(\.id.description) == [])
        #expect(again.findings.map(\.diagnostic.summary) == [])
        let there = try await cloud.ask(S3Calls.replication, of(cloud)).xml
        let destination = there["Rule"]?["Destination"]
        #expect(destination?.text("Bucket") == "arn:aws:s3:::\(name(cloud, region: "eu-central-1"))")
        #expect(
            destination?["EncryptionConfiguration"]?.text("ReplicaKmsKeyID")
                == "arn:aws:kms:eu-central-1:\(cloud.account):alias/parking-nordwind")
        #expect(there.text("Role") == "arn:aws:iam::\(cloud.account):role/parking-copies")

        let rule = try #require(there["Rule"]).rule
        let changes: [(String, Value, String)] = [
            ("Rules[0].Status", rule.replacing("Status", with: "Disabled"), "parking-copies"),
            (
                "Rules[0].Destination.EncryptionConfiguration.ReplicaKmsKeyID",
                rule.replacing(
                    "Destination.EncryptionConfiguration.ReplicaKmsKeyID",
                    with: .string("arn:aws:kms:eu-central-1:\(cloud.account):alias/other")), "parking-copies"
            ),
            ("Role", rule, "other"),
        ]
        for (expected, rule, role) in changes {
            try await cloud.ask(
                S3Calls.setReplication,
                of(
                    cloud,
                    [
                        "ReplicationConfiguration": [
                            "Role": .string("arn:aws:iam::\(cloud.account):role/\(role)"),
                            "Rule": [rule.ofAllFiles],
                        ]
                    ]))
            #expect(differences(try await cloud.plan()) == ["Bucket spec.Replication.\(expected)"])
            try await cloud.settle()
        }
        try await cloud.ask(S3Calls.stopReplication, of(cloud))
        #expect(
            differences(try await cloud.plan()) == [
                "Bucket spec.Replication.Role", "Bucket spec.Replication.Rules",
            ])
        try await cloud.settle()
        #expect(try await cloud.violations() == [])
    }

    // MARK: - Half made

    @Test(
        "One that was left half made is brought to its end",
        arguments: [
            "PutPublicAccessBlock", "PutBucketEncryption", "PutBucketVersioning",
            "PutBucketLifecycleConfiguration", "PutBucketPolicy",
        ])
    func halfMade(_ operation: String) async throws {
        let cloud = try await Cloud.files()
        try await cloud.tell(
            "faults", ["kind": "refuse", "service": "s3", "operation": .string(operation), "count": 1])
        let report = try await cloud.apply(try await cloud.plan())
        #expect(report.failed.compactMap(\.problem?.code) == ["aws.access-denied"])
        let plan = try await cloud.healed().plan()
        #expect(plan.changes.filter(\.action.isChange).map(\.action) == [.update])
        try await cloud.settle()
        #expect(try await cloud.calls()["CreateBucket"] == 1)
        #expect(try await cloud.violations() == [])
    }

    @Test(
        "Lost answers, throttling and broken connections end with one bucket, all of it set",
        arguments: [
            ["kind": "lost", "service": "s3", "operation": "CreateBucket", "count": 1],
            ["kind": "lost", "service": "s3", "share": 0.3, "seed": 5],
            ["kind": "throttle", "service": "s3", "share": 0.3, "seed": 7],
            ["kind": "reset", "service": "s3", "share": 0.3, "seed": 11],
        ] as [Fields])
    func disturbed(_ fault: Fields) async throws {
        let cloud = try await Cloud.files()
        try await cloud.tell("faults", fault)
        _ = try await cloud.apply(try await cloud.plan())
        try await cloud.healed().settle()
        let buckets = try await cloud.ask(S3Calls.list, [:]).xml.list("Buckets").map { $0.text("Name") }
        #expect(buckets == [name(cloud)])
        #expect(try await cloud.plan().changes.isEmpty)
        #expect(try await cloud.violations() == [])
    }

    @Test("A name that another account has is told, and that account's bucket is not touched")
    func taken() async throws {
        let cloud = try await Cloud.files()
        let other = try await Cloud(parts: ["platform.yaml", "tiers/", "regions/eu-", "tenants/nordwind"])
        try await other.ask(
            S3Calls.create,
            of(cloud, ["CreateBucketConfiguration": ["LocationConstraint": "eu-west-1"]]))
        let plan = try await cloud.plan()
        #expect(plan.findings.isEmpty)
        let report = try await cloud.apply(plan)
        #expect(report.failed.compactMap(\.problem?.code) == ["aws.bucket-name-taken"])
        let calls = try await cloud.calls()
        #expect(calls.keys.filter { $0.hasPrefix("PutBucket") || $0 == "PutPublicAccessBlock" } == [])
        await #expect(throws: Problem.self) { try await other.ask(S3Calls.tags, of(cloud)) }
    }

    @Test("One of the account that bears no mark is left alone, and is taken with --adopt")
    func unowned() async throws {
        let cloud = try await Cloud.files()
        try await cloud.ask(
            S3Calls.create,
            of(cloud, ["CreateBucketConfiguration": ["LocationConstraint": "eu-west-1"]]))
        #expect(try await cloud.plan().findings.map(\.diagnostic.code) == ["ownership.unowned"])
        var options = PlanningOptions()
        options.adopts = true
        try await cloud.settle(options)
        #expect(try await cloud.plan().changes.isEmpty)
    }

    // MARK: - Going

    @Test("With files in it, a bucket stays, and its key with it; empty, they go one after the other")
    func notEmptied() async throws {
        let cloud = try await made()
        let ended = try await cloud.changed { path, text in
            path.contains("nordwind")
                ? text.replacingOccurrences(
                    of: "  tier: enterprise",
                    with: "  tier: enterprise\n  status: terminated\n  terminated: 2025-01-01") : text
        }
        try await putFile(cloud)
        #expect(try await ended.plan().changes.filter(\.action.isChange).isEmpty)
        var options = PlanningOptions()
        options.dataDeletions = ["nordwind"]
        options.deletionBudget = .percent(100)
        let kept = try await ended.apply(try await ended.plan(options))
        #expect(kept.failed.compactMap(\.problem?.code) == ["aws.bucket-not-empty"])
        #expect(kept.skipped.map(\.change.id.kind) == ["Key"], "it waits for what is encrypted with it")
        let key = try await cloud.ask(KMSCalls.describeKey, ["KeyId": "alias/parking-nordwind"])
        #expect(key.json[key: "KeyMetadata"]?[key: "KeyState"] == "Enabled")

        let versions = AWSOperation(
            .s3, "ListObjectVersions", rest: RESTBinding("GET", "/{Bucket}?versions"))
        let remove = AWSOperation(
            .s3, "DeleteObject",
            rest: RESTBinding("DELETE", "/{Bucket}/{Key+}", query: ["VersionId": "versionId"]))
        for version in try await cloud.ask(versions, of(cloud)).xml.all("Version") {
            try await cloud.ask(
                remove,
                of(
                    cloud,
                    [
                        "Key": .string(version.text("Key") ?? ""),
                        "VersionId": .string(version.text("VersionId") ?? ""),
                    ]))
        }
        let gone = try await ended.apply(try await ended.plan(options))
        #expect(gone.failed.compactMap(\.problem?.detail) == [])
        #expect(try await ended.plan(options).changes.filter(\.action.isChange).isEmpty)
        #expect(try await cloud.ask(S3Calls.list, [:]).xml.list("Buckets").isEmpty)
        #expect(try await cloud.violations() == [])
    }

    @Test("A key stays while somebody's bucket of the fleet's name is encrypted with it")
    func keyInUse() async throws {
        let cloud = try await made()
        let region = RegionAPI(
            scope: Scope(.aws, "eu-west-1"), connection: try cloud.connection("eu-west-1"),
            account: cloud.account, places: [:], now: { Timestamp(seconds: 0) })
        let bucket = try await BucketKind.encrypted(with: "parking-nordwind", beginning: "parking", region)
        #expect(bucket == name(cloud))
        #expect(try await BucketKind.encrypted(with: "parking-other", beginning: "parking", region) == nil)
    }
}
