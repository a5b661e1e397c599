import AWSClient
import Core
import Diagnostics
import Foundation
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

@Suite("What has to be allowed in AWS")
struct PolicyTests {
    private func policy(_ cloud: Cloud) -> Value {
        leastPrivilege(
            fleet: "parking",
            places: ["eu-west-1", "eu-central-1"].map { AWSPlace(account: cloud.account, region: $0) },
            roles: ["arn:aws:iam::\(cloud.account):role/parking-copies"])
    }

    @Test("The printed policy is enough to make a fleet, to look at it, and to change it")
    func enough() async throws {
        let cloud = try await Cloud.empty()
        let allowed = try await cloud.allowed(policy(cloud))
        let report = try await allowed.apply(try await allowed.plan())
        #expect(report.failed.compactMap(\.problem?.detail) == [])
        #expect(try await allowed.plan().findings.map(\.diagnostic.notes) == [])
        #expect(try await allowed.plan().changes.map(\.id.description) == [])
    }

    @Test("What is not allowed is refused, and the message names it")
    func refused() async throws {
        let cloud = try await Cloud.empty()
        let statements = policy(cloud)[key: "Statement"]?.array ?? []
        let less = statements.filter { $0[key: "Sid"] != "NewKeys" }
        let allowed = try await cloud.allowed(["Version": "2012-10-17", "Statement": .array(less)])
        let report = try await allowed.apply(try await allowed.plan())
        let problems = report.failed.compactMap(\.problem)
        #expect(Set(problems.map(\.code)) == ["aws.access-denied"])
        #expect(problems.allSatisfy { $0.help?.contains("kms:CreateKey") == true })
    }

    @Test("Every action is explained in the documents")
    func documented() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/aws.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        for action in FleetActions.all { #expect(text.contains("`\(action)`"), "\(action)") }
    }
}
