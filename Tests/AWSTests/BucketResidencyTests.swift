import AWSClient
import Core
import Diagnostics
import Foundation
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

@Suite("Where buckets are, and are copied to", .serialized)
struct BucketResidencyTests {
    /// One tenant, whose data may be in the EU, with a bucket, and the regions of the whole fleet.
    private func cloud() async throws -> Cloud {
        let cloud = try await Cloud.files(regions: "regions/")
        try await cloud.settle()
        return cloud
    }

    private func source(_ cloud: Cloud) -> String { "parking-nordwind-\(cloud.account)-eu-west-1" }

    private let replicate: AWSOperation = {
        var operation = AWSOperation(
            .s3, "PutBucketReplication",
            rest: RESTBinding("PUT", "/{Bucket}?replication", payload: "ReplicationConfiguration"))
        operation.needsChecksum = true
        return operation
    }()

    /// A bucket that somebody makes, to which somebody has the tenant's copied.
    private func copy(_ cloud: Cloud, into region: String, of account: Cloud? = nil) async throws -> String {
        let name = "backup-\(cloud.account)-\(region)"
        let owner = account ?? cloud
        var configuration = Fields()
        if region != "us-east-1" { configuration["LocationConstraint"] = .string(region) }
        var input: Fields = ["Bucket": .string(name)]
        if !configuration.isEmpty { input["CreateBucketConfiguration"] = .object(configuration) }
        try await owner.ask(S3Calls.create, input, in: region)
        try await owner.ask(
            S3Calls.setVersioning,
            ["Bucket": .string(name), "VersioningConfiguration": ["Status": "Enabled"]], in: region)
        try await cloud.ask(
            replicate,
            [
                "Bucket": .string(source(cloud)),
                "ReplicationConfiguration": [
                    "Role": .string("arn:aws:iam::\(cloud.account):role/copies"),
                    "Rule": [
                        [
                            "ID": "backup", "Priority": 1, "Filter": ["Prefix": ""], "Status": "Enabled",
                            "DeleteMarkerReplication": ["Status": "Disabled"],
                            "Destination": ["Bucket": .string("arn:aws:s3:::\(name)")],
                        ]
                    ],
                ],
            ])
        return name
    }

    @Test(
        "A copy in another jurisdiction is found, shown to an auditor, and stopped", arguments: [false, true])
    func elsewhere(isOfAnotherAccount: Bool) async throws {
        let cloud = try await cloud()
        #expect(try await cloud.plan().findings.isEmpty)
        let other = try await Cloud(parts: ["platform.yaml", "tiers/", "regions/", "tenants/nordwind"])
        let name = try await copy(cloud, into: "us-east-1", of: isOfAnotherAccount ? other : nil)
        let plan = try await cloud.plan()
        #expect(plan.findings.map(\.diagnostic.code) == ["residency.jurisdiction"])
        #expect(
            plan.findings.first?.diagnostic.notes.first
                == "there is Bucket \(name) in us-east-1, which is in US")
        #expect(plan.changes.flatMap(\.differences).map { "\($0.path)" } == ["spec.Replication.Rules"])
        let audit = auditResidency(
            cloud.blueprint, observed: try await observe(cloud.blueprint, with: try cloud.providers()))
        let holdings = audit.tenants.flatMap(\.holdings).filter { $0.id.kind == "Bucket" }
        #expect(
            holdings.map { "\($0.id.name) \($0.jurisdiction) \($0.isAllowed) \($0.source)" } == [
                "\(source(cloud)) EU true specs", "\(name) US false copy",
            ])
        try await cloud.settle()
        #expect(try await cloud.plan().findings.isEmpty)
        #expect(try await cloud.calls()["DeleteBucketReplication"] == 1)
        #expect(try await cloud.violations() == [])
    }

    @Test("A copy where no Region of the specs is may be nowhere")
    func unknown() async throws {
        let cloud = try await cloud()
        let name = try await copy(cloud, into: "ca-central-1")
        let findings = try await cloud.plan().findings
        #expect(findings.map(\.diagnostic.code) == ["residency.jurisdiction"])
        #expect(
            findings.first?.diagnostic.summary == "data of tenant nordwind is in no Region of the specs")
        #expect(findings.first?.diagnostic.notes.first?.contains("Bucket \(name) in ca-central-1") == true)
    }

    @Test("A copy where the tenant's data may be is a difference, and no violation")
    func allowed() async throws {
        let cloud = try await cloud()
        _ = try await copy(cloud, into: "eu-central-1")
        let plan = try await cloud.plan()
        #expect(plan.findings.isEmpty)
        #expect(plan.changes.flatMap(\.differences).map { "\($0.path)" } == ["spec.Replication.Rules"])
    }

    @Test("A recovery region where the data may not be blocks the tenant, with the line that names it")
    func planned() async throws {
        let cloud = try await Cloud(parts: ["platform.yaml", "tiers/", "regions/", "tenants/nordwind"]) {
            path, text in
            path.contains("tiers/enterprise")
                ? text.replacingOccurrences(
                    of: "isolation: dedicatedDatabase", with: "isolation: sharedSchema")
                : path.contains("regions/eu-west-1")
                    ? text.replacingOccurrences(of: "region: eu-central-1", with: "region: us-east-1") : text
        }
        let plan = try await cloud.plan()
        let blocked = plan.findings.filter { $0.diagnostic.code == "residency.jurisdiction" }
        #expect(blocked.map(\.diagnostic.severity) == [.blocked])
        #expect(
            blocked.first?.diagnostic.label
                == "puts Bucket parking-nordwind-\(cloud.account)-us-east-1 in us-east-1 in US")
        #expect(plan.changes.filter { $0.id.kind == "Bucket" }.allSatisfy { !$0.isPerformable })
    }
}
