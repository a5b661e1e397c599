import Core
import Diagnostics
import FaultProxy
import Foundation
import Kubernetes
import Planning
import Reconciliation
import TestSupport
import Testing

/// An apply in which requests go wrong, and then another one in which none does.
///
/// Every request of the run is disturbed in some case: with `CADASTRE_FAULTS=all` each by itself, otherwise several of
/// them in one run, so that it takes seconds and not minutes.
@Suite("An apply that is disturbed and then repeated")
struct DisturbedApplyTests {
    @Test(
        "leaves what an undisturbed one leaves, deletes nothing else, and says what it did",
        arguments: Beginning.allCases, Fault.allCases)
    func once(_ beginning: Beginning, _ fault: Fault) async throws {
        try await disturb(beginning, fault, times: 1)
    }

    @Test(
        "does so too where a request goes wrong as often as it is made",
        arguments: Beginning.allCases, [Fault.reset, .lostAnswer, .internalError, .garbledAnswer])
    func always(_ beginning: Beginning, _ fault: Fault) async throws {
        try await disturb(beginning, fault, times: .max)
    }

    private func disturb(_ beginning: Beginning, _ fault: Fault, times: Int) async throws {
        let reference = try await Reference.of(beginning)
        let isWhole = ProcessInfo.processInfo.environment["CADASTRE_FAULTS"] == "all"
        let runs = isWhole ? reference.lines.count : 2
        for part in 0..<runs {
            let lines = Set(reference.lines.enumerated().filter { $0.offset % runs == part }.map(\.element))
            let name = "\(beginning) \(fault) \(times == 1 ? "once" : "always") \(part) of \(runs)"
            try await LiveFleet.use { fleet in
                let prepared = try await fleet.prepare(beginning)
                let requests = try await disturb(fleet, prepared, lines, fault, times: times, name)
                // Without one of the lists, what may be in it is looked for one by one.
                if times == 1 {
                    #expect(
                        requests.count <= reference.requests * 3 / 2 + 5 * lines.count, "\(name) \(lines)")
                }
                let calm = try fleet.proxy()
                let second = try await AppliedPlan(
                    prepared.blueprint, in: [try fleet.provider(calm)], options: prepared.options)
                try second.requireWhole()
                // Of a fleet that is half there, some objects are looked for one by one.
                #expect(calm.requests.count <= reference.requests * 3 / 2, "\(name)")
                try await fleet.expect(reference, prepared, requests: requests + calm.requests, name)
            }
        }
    }

    private func disturb(
        _ fleet: LiveFleet, _ prepared: LiveFleet.Prepared, _ lines: Set<String>, _ fault: Fault, times: Int,
        _ name: String
    ) async throws -> [FaultProxy.Request] {
        let proxy = try fleet.proxy { request in
            request.earlier < times && lines.contains(fleet.line(request)) ? .fail(fault) : .pass
        }
        let provider = try fleet.provider(proxy, timeout: fault == .silence ? .seconds(3) : .seconds(60))
        let run = try await AppliedPlan(prepared.blueprint, in: [provider], options: prepared.options)
        try await expectTrue(run, fleet, prepared.blueprint, name)
        return proxy.requests
    }

    /// What the report says was done is there, and what it does not say was done is planned again or there.
    private func expectTrue(_ run: AppliedPlan, _ fleet: LiveFleet, _ blueprint: Blueprint, _ name: String)
        async throws
    {
        let there = Dictionary(
            try await fleet.objects(blueprint.kinds).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        for entry in run.report.applied {
            let object = there[entry.change.id]
            if let desired = entry.change.desired {
                #expect(object?.mark?.fingerprint == desired.fingerprint, "\(name): \(entry.change.id)")
            } else {
                #expect(object == nil || object?.isTerminating == true, "\(name): \(entry.change.id)")
            }
        }
        for finding in run.plan.findings where finding.diagnostic.severity == .error {
            #expect(finding.diagnostic.code.hasPrefix("kubernetes."), "\(name): \(finding.diagnostic)")
        }
    }
}
