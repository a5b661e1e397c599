import AWSClient
import Core
import Diagnostics
import Foundation
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

/// What AWS does in a maintenance window, and what a person does not want to wait for.
@Suite("Maintenance windows of AWS")
struct TimingTests {
    private static let name: Value = "parking-nordwind"

    private func nordwind(_ cloud: Cloud, _ old: String, _ new: String) async throws -> Cloud {
        try await cloud.changed { path, text in
            path.contains("nordwind") ? text.replacingOccurrences(of: old, with: new) : text
        }
    }

    private func differences(_ plan: Plan) -> [String] {
        plan.changes.filter(\.action.isChange).flatMap { change in
            change.differences.map { "\(change.id.short) \($0.path)" }
        }
    }

    private func database(_ cloud: Cloud) async throws -> XMLNode {
        let answer = try await cloud.ask(RDSCalls.describeInstances, ["DBInstanceIdentifier": Self.name])
        return try #require(answer.xml.list("DBInstances").first)
    }

    @Test("What waits is brought at once where a person says so, and is only then a change again")
    func now() async throws {
        let cloud = try await nordwind(try await Cloud.small(), "db.r6g.2xlarge", "db.r6g.4xlarge")
        let plan = try await cloud.plan()
        let change = try #require(plan.changes.first { $0.action.isChange })
        guard case .window(_, stops: true)? = change.timing else {
            Issue.record("\(String(describing: change.timing))")
            return
        }
        _ = try await cloud.apply(plan)
        #expect(differences(try await cloud.plan()) == [])
        var options = PlanningOptions()
        options.appliesNow = true
        let late = try await cloud.plan(options)
        #expect(differences(late) == ["DBInstance parking-nordwind spec.DBInstanceClass"])
        let difference = try #require(late.changes.flatMap(\.differences).first)
        #expect(difference.before == "db.r6g.2xlarge" && difference.after == "db.r6g.4xlarge")
        #expect(difference.drift == nil)
        #expect(late.changes.compactMap(\.timing) == [.now(stops: true)])
        let report = try await cloud.apply(late)
        #expect(report.failed.map { "\($0.result)" } == [])
        #expect(try await database(cloud).text("DBInstanceClass") == "db.r6g.4xlarge")
        #expect(differences(try await cloud.plan(options)) == [])
        #expect(try await cloud.violations() == [])
    }

    @Test("A new major version waits together with its parameters, and nothing is asked for twice")
    func major() async throws {
        let cloud = try await nordwind(
            try await Cloud.small(), "class: db.r6g.2xlarge", "class: db.r6g.2xlarge\n    version: \"17\"")
        let plan = try await cloud.plan()
        #expect(
            differences(plan) == [
                "DBInstance parking-nordwind spec.DBParameterGroupName",
                "DBInstance parking-nordwind spec.EngineVersion",
            ])
        let report = try await cloud.apply(plan)
        #expect(report.failed.map { "\($0.result)" } == [])
        let waiting = try await database(cloud)
        #expect(
            waiting.list("DBParameterGroups").first?.text("DBParameterGroupName")?.hasSuffix("16") == true)
        #expect(differences(try await cloud.plan()) == [])
        // Something else may be changed meanwhile.
        let longer = try await nordwind(cloud, "version: \"17\"", "version: \"17\"\n    insights: false")
        let other = try await longer.plan()
        #expect(differences(other) == ["DBInstance parking-nordwind spec.EnablePerformanceInsights"])
        #expect(try await longer.apply(other).failed.map { "\($0.result)" } == [])
        try await cloud.tell("maintenance")
        let done = try await database(longer)
        #expect(done.text("EngineVersion")?.hasPrefix("17.") == true)
        #expect(done.list("DBParameterGroups").first?.text("DBParameterGroupName")?.hasSuffix("17") == true)
        #expect(differences(try await longer.plan()) == [])
        #expect(try await cloud.violations() == [])
    }
}
