import Core
import Diagnostics
import Foundation
import Planning
import Reconciliation
import TestSupport
import Testing

@testable import AWS

@Suite("The example fleet in AWS")
struct ExampleFleetTests {
    @Test("Is made, and then there is nothing to do")
    func settles() async throws {
        let cloud = try await Cloud().withNetworks()
        let plan = try await cloud.plan()
        #expect(plan.findings.map(\.diagnostic.summary) == [])
        #expect(plan.changes.map(\.action.rawValue).allSatisfy { $0 == "create" })
        let report = try await cloud.apply(plan)
        let failures = report.failed.map { "\($0.change.id): \($0.result)" }
        #expect(failures == [])
        #expect(report.waiting.map { "\($0.change.id): \($0.result)" } == [])
        let again = try await cloud.plan()
        #expect(again.findings.map { "\($0.diagnostic.summary) \($0.diagnostic.notes)" } == [])
        let left = again.changes.map { change in
            "\(change.action) \(change.id) \(change.differences.map { "\($0.path): \($0.before as Any) -> \($0.after as Any)" })"
        }
        #expect(left == [])
        #expect(try await cloud.violations() == [])
    }

    @Test("Is what AWS's own command line client is told to find")
    func secondOpinion() async throws {
        let cloud = try await Cloud().withNetworks()
        try await cloud.settle()
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("AWSStandIn")
        let process = Process()
        process.executableURL = URL(
            fileURLWithPath: try #require(ProcessInfo.processInfo.environment["CADASTRE_TEST_AWS_PYTHON"]))
        process.arguments = ["check-with-cli.py", "example-fleet.json"].map {
            folder.appendingPathComponent($0).path
        }
        process.environment = ProcessInfo.processInfo.environment.merging([
            "AWS_ENDPOINT_URL": cloud.address, "AWS_ACCESS_KEY_ID": "AKIA\(cloud.account)TEST",
            "AWS_SECRET_ACCESS_KEY": "secret",
        ]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(process.awaitEnd() == 0, "\(text)")
    }
}
