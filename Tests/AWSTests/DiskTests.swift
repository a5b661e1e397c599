import AWSClient
import Core
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

/// What AWS wants to hear of a disk when it is made larger.
@Suite("Disks of servers")
struct DiskTests {
    private static let name: Value = "parking-nordwind"

    @Test(
        "grow below, to and beyond the size from which gp3 is faster",
        arguments: [
            // From, to, and the operations and MiB a second then.
            (100, 200, 3000, 125), (100, 400, 12_000, 500), (200, 1024, 12_000, 500),
            (500, 700, 12_000, 500),
        ])
    func growing(_ from: Int, _ to: Int, _ iops: Int64, _ throughput: Int64) async throws {
        let cloud = try await self.cloud("{size: \(from)Gi, maximum: 4Ti}")
        try await cloud.settle()
        let larger = try await sized(cloud, from: from, to: to)
        let plan = try await larger.plan()
        #expect(differences(plan) == ["DBInstance parking-nordwind spec.AllocatedStorage"])
        #expect(try await larger.apply(plan).failed.compactMap(\.problem) == [])
        #expect(differences(try await larger.plan()) == [], "it waits for its window")
        try await larger.tell("maintenance")
        #expect(differences(try await larger.plan()) == [])
        let disk = try await self.disk(cloud)
        #expect(disk.int("AllocatedStorage") == Int64(to))
        #expect(disk.int("Iops") == iops && disk.int("StorageThroughput") == throughput)
        #expect(try await cloud.violations() == [])
    }

    @Test("keep the speed that somebody has given them")
    func faster() async throws {
        let cloud = try await self.cloud("{size: 500Gi, maximum: 4Ti}")
        try await cloud.settle()
        try await cloud.ask(
            RDSCalls.modifyInstance,
            [
                "DBInstanceIdentifier": Self.name, "AllocatedStorage": 500, "Iops": 16_000,
                "StorageThroughput": 800, "ApplyImmediately": true,
            ])
        let larger = try await sized(cloud, from: 500, to: 1024)
        #expect(try await larger.apply(try await larger.plan()).failed.compactMap(\.problem) == [])
        try await larger.tell("maintenance")
        let disk = try await self.disk(cloud)
        #expect(disk.int("AllocatedStorage") == 1024)
        #expect(disk.int("Iops") == 16_000 && disk.int("StorageThroughput") == 800)
        #expect(try await cloud.violations() == [])
    }

    @Test("become gp3 whatever their size", arguments: [100, 1000])
    func kind(_ size: Int) async throws {
        let cloud = try await self.cloud("{size: \(size)Gi, maximum: 4Ti, type: gp2}")
        try await cloud.settle()
        let newer = try await cloud.changed { path, text in
            path.contains("tenants/nordwind") ? text.replacing("type: gp2", with: "type: gp3") : text
        }
        #expect(try await newer.apply(try await newer.plan()).failed.compactMap(\.problem) == [])
        try await newer.tell("maintenance")
        #expect(differences(try await newer.plan()) == [])
        #expect(try await disk(cloud).text("StorageType") == "gp3")
        #expect(try await cloud.violations() == [])
    }

    private func cloud(_ storage: String) async throws -> Cloud {
        try await Cloud.dedicated(replicas: 0).changed { path, text in
            path.contains("tenants/nordwind") ? text.replacing("{size: 1Ti}", with: storage) : text
        }
    }

    private func sized(_ cloud: Cloud, from: Int, to: Int) async throws -> Cloud {
        try await cloud.changed { path, text in
            path.contains("tenants/nordwind")
                ? text.replacing("{size: \(from)Gi", with: "{size: \(to)Gi") : text
        }
    }

    private func disk(_ cloud: Cloud) async throws -> XMLNode {
        let answer = try await cloud.ask(
            RDSCalls.describeInstances, ["DBInstanceIdentifier": Self.name])
        return try #require(answer.xml.list("DBInstances").first)
    }
}
