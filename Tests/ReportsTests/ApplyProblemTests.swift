import Core
import Diagnostics
import Reconciliation
import Reports
import TestSupport
import Testing

/// A region's provider that fails as it is told.
private struct FailingProvider: Provider {
    let scope: Scope
    let error: any Error

    func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
        Observation(scope: scope, at: SampleWorld.now)
    }

    func perform(_ change: Change) async throws -> Outcome { throw error }
}

private struct DiskOnFire: Error {}

@Suite("A failure of an apply")
struct ApplyProblemTests {
    @Test(
        "It says what failed, why and what to do",
        arguments: ["apply.cancelled", "apply.no-provider", "apply.unexpected"])
    func failure(_ code: String) async throws {
        let id = ObjectID(
            SampleWorld.west, "ConfigMap", namespace: "parking-tenant-nordwind", name: "settings")
        let change = Change(
            id: id, kind: Kind("ConfigMap"), owner: .tenant("nordwind"), action: .create, reason: .missing)
        let plan = Plan(
            fleet: "parking", changes: [change], findings: [], unchanged: 0, titles: [:], specCount: 4,
            regions: ["eu-west-1"], observedAt: nil)
        let error: any Error = code == "apply.cancelled" ? CancellationError() : DiskOnFire()
        let providers = [FailingProvider(scope: SampleWorld.west, error: error)]
        let report = await Applier(code == "apply.no-provider" ? [] : providers).apply(plan)
        expectGolden(
            ApplyText(style: .plain).summary(report, took: 1.5), at: "Golden/findings/\(code).txt")
    }
}
