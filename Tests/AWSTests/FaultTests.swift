import AWSClient
import Core
import Diagnostics
import Foundation
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

/// Whatever goes wrong on the way, an apply and another one end where an undisturbed one ends, and nothing is there twice.
@Suite("Faults of AWS")
struct FaultTests {
    @Test(
        "Converges, with one key for each alias",
        arguments: [
            ["kind": "throttle", "share": 0.3, "seed": 7], ["kind": "unavailable", "share": 0.2, "seed": 11],
            ["kind": "reset", "share": 0.2, "seed": 13], ["kind": "lost", "share": 0.2, "seed": 17],
            ["kind": "lost", "operation": "CreateKey", "count": 2],
            ["kind": "lost", "operation": "CreateDBInstance", "count": 2],
            ["kind": "lost", "operation": "CreateSecurityGroup", "count": 1],
            ["kind": "lost", "operation": "CreateDBParameterGroup", "count": 1],
            ["kind": "lost", "operation": "StartDBInstanceAutomatedBackupsReplication", "count": 1],
        ] as [Fields])
    func disturbed(_ fault: Fields) async throws {
        let cloud = try await Cloud.empty()
        try await cloud.tell("faults", fault)
        _ = try await cloud.apply(try await cloud.plan())
        try await cloud.healed().settle()
        var keys: [String: Int] = [:]
        for region in ["eu-west-1", "eu-central-1"] {
            keys[region] = try await cloud.ask(AWSOperation(AWSService.kms, "ListKeys"), [:], in: region)
                .json[key: "Keys"]?.array?.count
        }
        #expect(keys == ["eu-west-1": 2, "eu-central-1": 1])
        #expect(try await cloud.violations() == [])
    }

    @Test(
        "Keys that expire in the middle are had anew, and nothing is done twice",
        arguments: [20, 40] as [Int64])
    func expired(_ calls: Int64) async throws {
        let cloud = try await Cloud.empty().renewing()
        try await cloud.tell("faults", ["kind": "expire", "after": .int(calls)])
        let plan = try await cloud.plan()
        #expect(plan.findings.map(\.diagnostic.summary) == [])
        #expect(try await cloud.apply(plan).failed.compactMap(\.problem) == [])
        #expect(differences(try await cloud.plan()) == [])
        let log = try await cloud.log()
        #expect(log.contains { $0[key: "fault"] == "expire" })
        let made = log.filter { $0[key: "operation"] == "CreateKey" && $0[key: "status"] == 200 }
        #expect(made.count == 3)
        let healed = try await cloud.healed()
        let keys = try await healed.ask(AWSOperation(AWSService.kms, "ListKeys"), [:])
        #expect(keys.json[key: "Keys"]?.array?.count == 2)
        #expect(try await cloud.violations() == [])
    }

    @Test("A database that is still being made is waited for by another run")
    func slow() async throws {
        let cloud = try await Cloud.empty()
        try await cloud.tell("pace", ["seconds": 600])
        let report = try await cloud.apply(try await cloud.plan(), waits: false)
        #expect(report.failed.map { "\($0.change.id)" } == [])
        #expect(Set(report.waiting.map(\.change.id.kind)) == ["DBInstance"])
        #expect(report.skipped.isEmpty == false || report.left.isEmpty == false, "what needs them waits")
        try await cloud.tell("clock", ["seconds": 1200])
        for _ in 1...4 {
            _ = try await cloud.apply(try await cloud.plan(), waits: false)
            try await cloud.tell("clock", ["seconds": 1200])
        }
        let plan = try await cloud.plan()
        #expect(plan.changes.map(\.id.description) == [])
        #expect(try await cloud.calls()["CreateDBInstance"] == 2)
    }
}
