import AWSClient
import Core
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

/// AWS has a list of what bears a tag, with its tags, which learns of changes later than the objects do.
@Suite("The index of tags")
struct TagIndexTests {
    @Test("saves asking each key and bucket of a fleet that is as the specs ask")
    func saves() async throws {
        let cloud = try await Cloud.files()
        try await cloud.settle()
        let before = try await cloud.calls()
        #expect(differences(try await cloud.plan()) == [])
        let calls = try await cloud.calls().merging(before) { $0 - $1 }
        #expect(calls["GetResources"] == 1, "in the one region that has any")
        #expect(calls["ListResourceTags"] ?? 0 == 0)
        #expect(calls["GetBucketTagging"] ?? 0 == 0)
        #expect(try await cloud.violations() == [])
    }

    @Test("is not believed where it is behind")
    func behind() async throws {
        let old = try await Cloud.files()
        try await old.settle()
        #expect(differences(try await old.plan()) == [])
        try await old.tell("lag", ["tags": true])
        let cloud = try await old.changed { path, text in
            path.contains("tenants/nordwind")
                ? text.replacing("  settings:\n", with: "  bucket: {versions: 45d}\n  settings:\n") : text
        }
        let plan = try await cloud.plan()
        #expect(differences(plan) != [])
        #expect(try await cloud.apply(plan).failed.compactMap(\.problem) == [])
        #expect(differences(try await cloud.plan()) == [])
        try await old.tell("lag")
        #expect(differences(try await cloud.plan()) == [])
        #expect(try await cloud.violations() == [])
    }

    @Test("is not believed where specs have been taken back, and it has not seen them come")
    func takenBack() async throws {
        let old = try await Cloud.files()
        try await old.settle()
        #expect(differences(try await old.plan()) == [])
        try await old.tell("lag", ["tags": true])
        let longer = try await old.changed { path, text in
            path.contains("tenants/nordwind")
                ? text.replacing("  settings:\n", with: "  bucket: {versions: 45d}\n  settings:\n") : text
        }
        #expect(try await longer.apply(try await longer.plan()).failed.compactMap(\.problem) == [])
        let plan = try await old.plan()
        #expect(
            plan.changes.flatMap(\.differences).map(\.drift) == [nil], "the specs have changed, nobody else")
        #expect(try await old.apply(plan).failed.compactMap(\.problem) == [])
        #expect(differences(try await old.plan()) == [])
    }

    @Test("is done without where it cannot be read")
    func unreadable() async throws {
        let cloud = try await Cloud.files()
        try await cloud.settle()
        try await cloud.tell(
            "faults",
            ["kind": "refuse", "operation": "GetResources", "code": "AccessDeniedException", "status": 400])
        #expect(differences(try await cloud.plan()) == [])
        #expect(try await cloud.calls()["ListResourceTags"] ?? 0 > 0)
    }
}
