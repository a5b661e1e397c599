import AWSClient
import Core
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

@Suite("Two runs in one account")
struct RivalTests {
    private func changed(_ cloud: Cloud, _ old: String, _ new: String) async throws -> Cloud {
        try await cloud.changed { path, text in
            path.contains("tenants/nordwind") ? text.replacing(old, with: new) : text
        }
    }

    @Test("with other specs: the later one overwrites nothing that it was not shown")
    func otherSpecs() async throws {
        let cloud = try await Cloud.dedicated(replicas: 0)
        try await cloud.settle()
        let larger = try await changed(cloud, "db.r6g.2xlarge", "db.r6g.4xlarge")
        let plan = try await larger.plan()
        #expect(differences(plan) == ["DBInstance parking-nordwind spec.DBInstanceClass"])
        // Another attribute: what the plan shows is still as it was.
        let windowed = try await changed(
            cloud, "    replicas: 0\n", "    replicas: 0\n    backups: {window: \"01:00-02:00\"}\n")
        #expect(try await windowed.apply(try await windowed.plan()).failed.isEmpty)
        let report = try await larger.apply(plan)
        #expect(report.failed.compactMap(\.problem?.code) == ["apply.moved"])
        #expect(
            report.failed.first?.problem?.detail.contains("other specs have been applied to it") == true)
        #expect(differences(try await windowed.plan()) == [])
    }

    @Test("with the same specs: both are done, and nothing is there twice")
    func sameSpecs() async throws {
        let cloud = try await Cloud.dedicated()
        let plan = try await cloud.plan()
        let twin = try await cloud.changed { $1 }
        async let first = cloud.apply(plan)
        async let second = twin.apply(plan)
        // Who comes second to the making of a key cannot know: it may take another run.
        _ = try await (first, second)
        try await cloud.settle()
        let names = try await cloud.ask(RDSCalls.describeInstances, [:]).xml.list("DBInstances").compactMap {
            $0.text("DBInstanceIdentifier")
        }
        #expect(names.sorted() == ["parking-nordwind", "parking-nordwind-replica-1"])
        let keys = try await cloud.ask(AWSOperation(AWSService.kms, "ListKeys"), [:])
        var enabled = 0
        for key in keys.json[key: "Keys"]?.array ?? [] {
            let told = try await cloud.ask(KMSCalls.describeKey, ["KeyId": key[key: "KeyId"] ?? .null])
            if told.json[key: "KeyMetadata"]?[key: "KeyState"] == "Enabled" { enabled += 1 }
        }
        #expect(enabled == 1)
        let larger = try await changed(cloud, "db.r6g.2xlarge", "db.r6g.4xlarge")
        let change = try await larger.plan()
        for _ in 1...2 {
            let report = try await larger.apply(change)
            #expect(report.failed.compactMap(\.problem) == [], "what was done already is done")
        }
        #expect(differences(try await larger.plan()) == [])
    }
}
