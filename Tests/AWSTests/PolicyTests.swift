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

    @Test("Nothing is allowed outside of the fleet's regions, but what IAM does, which has none")
    func regions() async throws {
        let statements = policy(try await Cloud.empty())[key: "Statement"]?.array ?? []
        for statement in statements {
            let actions = (statement[key: "Action"]?.array ?? []).compactMap(\.string)
            if actions.allSatisfy({ $0.hasPrefix("iam:") }) { continue }
            #expect(
                statement[key: "Condition"]?[key: "StringEquals"]?[key: "aws:RequestedRegion"]
                    == ["eu-central-1", "eu-west-1"], "\(statement[key: "Sid"]?.string ?? "")")
        }
    }

    @Test("Of an account's roles, RDS's own alone can be made")
    func roleOfRDS() async throws {
        let cloud = try await Cloud.empty()
        let statements = policy(cloud)[key: "Statement"]?.array ?? []
        let less = statements.filter { $0[key: "Sid"] != "RoleOfRDS" }
        let allowed = try await cloud.allowed(["Version": "2012-10-17", "Statement": .array(less)])
        let report = try await allowed.apply(try await allowed.plan())
        #expect(report.failed.contains { $0.problem?.detail.contains("service linked role") == true })
    }

    @Test("Keys are used through services alone, and another fleet's key cannot be taken with a tag")
    func keys() async throws {
        let cloud = try await Cloud.small()
        let ours = try await cloud.key(named: "parking-nordwind")
        let made = try await cloud.ask(
            KMSCalls.createKey, ["Tags": [["TagKey": .string(Mark.fleetLabel), "TagValue": "harbour"]]])
        let theirs = try #require(made.json[key: "KeyMetadata"]?[key: "KeyId"])
        let allowed = try await cloud.allowed(policy(cloud))
        let mark: Value = [["TagKey": .string(Mark.fleetLabel), "TagValue": "parking"]]
        try await allowed.ask(KMSCalls.tag, ["KeyId": .string(ours), "Tags": mark])
        await refused { try await allowed.ask(KMSCalls.tag, ["KeyId": theirs, "Tags": mark]) }
        await refused {
            try await allowed.ask(
                AWSOperation(AWSService.kms, "GenerateDataKey"),
                ["KeyId": .string(ours), "KeySpec": "AES_256"])
        }
        await refused { try await allowed.ask(KMSCalls.createKey, ["Tags": mark], in: "us-east-1") }
    }

    private func refused(_ call: () async throws -> AWSAnswer) async {
        do {
            _ = try await call()
            Issue.record("it is allowed")
        } catch let problem as Problem {
            #expect(problem.code == "aws.access-denied", "\(problem)")
        } catch {
            Issue.record(error)
        }
    }

    @Test("Every action is explained in the documents")
    func documented() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/aws.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        for action in FleetActions.all { #expect(text.contains("`\(action)`"), "\(action)") }
    }
}
