import AWSClient
import Core
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

@Suite("Replicas of a server")
struct ReplicaTests {
    @Test("are made with the parameters of their source, and have their own window once they are there")
    func made() async throws {
        let cloud = try await Cloud.dedicated().changed { path, text in
            path.contains("tenants/nordwind")
                ? text.replacing(
                    "    replicas: 1\n",
                    with: "    replicas: 1\n    maintenance: \"sun:05:00-sun:06:00\"\n")
                : text
        }
        try await cloud.tell("pace", ["calls": 2])
        for _ in 1...4 {
            let report = try await cloud.apply(try await cloud.plan())
            #expect(report.failed.compactMap(\.problem) == [])
        }
        #expect(differences(try await cloud.plan()) == [])
        let replica = try await instance("parking-nordwind-replica-1", cloud)
        #expect(group(replica) == "parking-postgres16")
        #expect(replica.text("PreferredMaintenanceWindow") == "sun:05:00-sun:06:00")
        #expect(try await cloud.violations() == [])
    }

    @Test("get the parameters of a new major version only with that version, which comes with their source")
    func major() async throws {
        let name = "parking-nordwind-replica-1"
        let old = try await Cloud.dedicated()
        try await old.settle()
        let cloud = try await old.changed { path, text in
            path.contains("tenants/nordwind")
                ? text.replacing("    replicas: 1\n", with: "    replicas: 1\n    version: \"17\"\n") : text
        }
        let plan = try await cloud.plan()
        #expect(differences(plan).contains("DBInstance parking-nordwind spec.EngineVersion"))
        #expect(try await cloud.apply(plan).failed.compactMap(\.problem) == [])
        #expect(group(try await instance(name, cloud)) == "parking-postgres16")
        #expect(differences(try await cloud.plan()) == [], "it waits for the window of its source")
        // Something else may be changed meanwhile.
        let bare = try await cloud.changed { path, text in
            path.contains("tenants/nordwind")
                ? text.replacing("    replicas: 1\n", with: "    replicas: 1\n    insights: false\n") : text
        }
        #expect(try await bare.apply(try await bare.plan()).failed.compactMap(\.problem) == [])
        #expect(differences(try await bare.plan()) == [])
        try await cloud.tell("maintenance")
        let late = try await bare.plan()
        #expect(
            differences(late) == [
                "DBInstance \(name) spec.DBParameterGroupName", "delete DBParameterGroup parking-postgres16",
            ])
        #expect(try await bare.apply(late).failed.compactMap(\.problem) == [])
        #expect(differences(try await bare.plan()) == [])
        #expect(group(try await instance(name, bare)) == "parking-postgres17")
        #expect(try await cloud.violations() == [])
    }

    private func instance(_ name: String, _ cloud: Cloud) async throws -> XMLNode {
        let answer = try await cloud.ask(
            RDSCalls.describeInstances, ["DBInstanceIdentifier": .string(name)])
        return try #require(answer.xml.list("DBInstances").first)
    }

    private func group(_ instance: XMLNode) -> String? {
        instance.list("DBParameterGroups").first?.text("DBParameterGroupName")
    }
}
