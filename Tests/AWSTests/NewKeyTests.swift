import AWSClient
import Core
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

@Suite("Keys that AWS does not know everywhere yet")
struct NewKeyTests {
    @Test(
        "are waited for, by themselves and by what is encrypted with them, and none is made twice",
        arguments: [
            ["operation": "CreateAlias", "code": "NotFoundException"],
            ["operation": "CreateAlias", "code": "AccessDeniedException"],
            ["operation": "EnableKeyRotation", "code": "NotFoundException"],
            ["operation": "EnableKeyRotation", "code": "AccessDeniedException"],
            ["operation": "CreateDBInstance", "code": "KMSKeyNotAccessibleFault"],
        ] as [Fields])
    func waited(_ refusal: Fields) async throws {
        let cloud = try await Cloud.empty()
        var fault = refusal
        fault["kind"] = "refuse"
        fault["status"] = 400
        fault["count"] = 1
        try await cloud.tell("faults", fault)
        let report = try await cloud.apply(try await cloud.plan())
        #expect(report.failed.compactMap(\.problem) == [])
        try await cloud.settle()
        #expect(try await cloud.calls()["CreateKey"] == 3)
        #expect(differences(try await cloud.plan()) == [])
    }

    @Test("What is refused of an old key is told at once")
    func old() async throws {
        let cloud = try await Cloud.files()
        let plan = try await cloud.plan()
        try await cloud.settle()
        let provider = try #require(
            try cloud.providers().first { $0.scope.region == "eu-west-1" } as? AWSProvider)
        let api = provider.api
        let change = try #require(plan.changes.first { $0.id.kind == "Key" && $0.id.scope == api.scope })
        let problem = Problem(
            "aws.access-denied", "AWS does not allow it", detail: "kms:EnableKeyRotation", help: "allow it")
        #expect(try await api.newKey(behind: problem, of: change) == change.id.short)
        let later = RegionAPI(
            scope: api.scope, connection: api.connection, account: api.account, places: api.places,
            now: { Timestamp(seconds: api.now().seconds + 301) })
        #expect(try await later.newKey(behind: problem, of: change) == nil)
    }
}
