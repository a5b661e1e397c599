import AWSClient
import Core
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

@Suite("The status of a server")
struct InstanceStatusTests {
    @Test(
        "says whether it can be used, or will never be, or is waited for",
        arguments: [
            ("available", "ready"), ("storage-optimization", "ready"), ("storage-initialization", "ready"),
            ("creating", "waited for"), ("modifying", "waited for"), ("backing-up", "waited for"),
            ("starting", "waited for"), ("upgrading", "waited for"),
            ("failed", "dead"), ("restore-error", "dead"), ("insufficient-capacity", "dead"),
            ("storage-full", "dead"), ("stopped", "dead"), ("incompatible-network", "dead"),
            ("incompatible-parameters", "dead"), ("inaccessible-encryption-credentials", "dead"),
            ("inaccessible-encryption-credentials-recoverable", "dead"),
        ])
    func table(_ status: String, _ expected: String) {
        let state = DBInstanceState(
            XMLNode("DBInstance", children: [XMLNode("DBInstanceStatus", text: status)]))
        let told = state.hasFailed ? "dead" : state.isReady ? "ready" : "waited for"
        #expect(told == expected)
        #expect(!(state.hasFailed && state.isReady))
    }

    @Test("is told where nothing will come of waiting for it")
    func stopped() async throws {
        let cloud = try await Cloud.dedicated(replicas: 0)
        try await cloud.settle()
        let more = try await cloud.changed { path, text in
            path.contains("tenants/nordwind") ? text.replacing("replicas: 0", with: "replicas: 1") : text
        }
        let outsider = try Outsider(in: cloud)
        // AWS looks after no password of a server with replicas: that is changed while it runs.
        _ = try await more.apply(try await more.plan())
        let replica: Value = "parking-nordwind-replica-1"
        try outsider.call(
            "rds", "modify_db_instance", ["DBInstanceIdentifier": replica, "DeletionProtection": false])
        try outsider.call(
            "rds", "delete_db_instance", ["DBInstanceIdentifier": replica, "SkipFinalSnapshot": true])
        try outsider.call("rds", "stop_db_instance", ["DBInstanceIdentifier": "parking-nordwind"])
        let report = try await more.apply(try await more.plan())
        let problem = try #require(report.failed.first?.problem)
        #expect(report.failed.count == 1 && problem.code == "aws.state")
        #expect(problem.detail.contains("it is stopped"), "\(problem)")
        try outsider.call("rds", "start_db_instance", ["DBInstanceIdentifier": "parking-nordwind"])
        try await more.settle()
    }
}
