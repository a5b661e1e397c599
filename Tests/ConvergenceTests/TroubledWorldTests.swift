import Core
import FaultProxy
import Foundation
import Kubernetes
import Planning
import Reconciliation
import TestSupport
import Testing
import Values

/// Worlds that say what is not so, and worlds in which others work at the same time.
@Suite("Nothing is lost")
struct TroubledWorldTests {
    /// What is missing in each list of the fleet's objects, although the server says that this is all.
    enum Gap: CaseIterable, Sendable {
        case half, all, null

        func items(_ items: [Value]) -> Value {
            switch self {
            case .half: .array(items.enumerated().filter { $0.offset % 2 == 0 }.map(\.element))
            case .all: []
            case .null: .null
            }
        }
    }

    @Test("where lists leave objects out: what is there is met by its own mark", arguments: Gap.allCases)
    func gaps(_ gap: Gap) async throws {
        let reference = try await Reference.of(.before)
        try await LiveFleet.use { fleet in
            let prepared = try await fleet.prepare(.before)
            let proxy = try fleet.proxy { request in
                guard request.method == "GET", request.target.contains("labelSelector") else { return .pass }
                return .rewrite { body in
                    guard case .object(var list)? = try? Value(json: body), let items = list["items"]?.array
                    else {
                        return body
                    }
                    list["items"] = gap.items(items)
                    return Value.object(list).jsonText
                }
            }
            _ = try await AppliedPlan(
                prepared.blueprint, in: [try fleet.provider(proxy)], options: prepared.options)
            let again = try await AppliedPlan(
                prepared.blueprint, in: [try fleet.undisturbed()], options: prepared.options)
            try again.requireWhole()
            try await fleet.expect(reference, prepared, requests: proxy.requests, "\(gap)")
        }
    }

    @Test(
        "where clocks jump: the plan is the same, whatever time the server or we think it is",
        arguments: ["1970-01-01T00:00:00Z", "2199-01-01T00:00:00Z", "yesterday"])
    func clocks(_ time: String) async throws {
        try await LiveFleet.use { fleet in
            let prepared = try await fleet.prepare(.before)
            let proxy = try fleet.proxy { _ in
                .rewrite {
                    $0.replacing(#/"(time|creationTimestamp)": ?"[^"]*"/#) { #""\#($0.1)":"\#(time)""# }
                }
            }
            let look = ObservationRequest(
                fleet: fleet.specs.name, kinds: prepared.blueprint.kinds.filter { $0.world == .kubernetes },
                desired: prepared.blueprint.objects.map(\.id))
            let right = try await plan(prepared, fleet.undisturbed().observe(look))
            let theirs = try await plan(prepared, fleet.provider(proxy).observe(look))
            #expect(theirs == right)
            #expect(right.contains { $0.contains("drift") } && right.contains { $0.hasPrefix("delete") })
            let ours = try await fleet.undisturbed().observe(look)
            let late = Observation(
                scope: ours.scope, at: Timestamp(rfc3339: time) ?? Timestamp(seconds: .max / 2),
                looks: ours.looks)
            #expect(plan(prepared, late) == right)
        }
    }

    private func plan(_ prepared: LiveFleet.Prepared, _ observation: Observation) -> [String] {
        makePlan(prepared.blueprint, observed: [observation], options: prepared.options).changes.map {
            "\($0.action) \($0.id) \($0.reason) \($0.takesOwnership) \($0.blockedBy)"
        }
    }

    @Test("where two apply the same at once: both are done, and nothing is there twice")
    func twins() async throws {
        let reference = try await Reference.of(.nothing)
        try await LiveFleet.use { fleet in
            let prepared = try await fleet.prepare(.nothing)
            let proxy = try fleet.proxy()
            let first = try CommandProcess(prepared.specs, server: proxy.address)
            let second = try CommandProcess(prepared.specs, server: proxy.address)
            async let one = first.run("apply", "--yes")
            async let other = second.run("apply", "--yes")
            for end in try await [one, other] { #expect(end.code == 0, "\(end.output)") }
            try await fleet.expect(reference, prepared, requests: proxy.requests, "twins")
        }
    }

    @Test("where two apply different specs at once: each says what it could not do, and a last apply decides")
    func rivals() async throws {
        let reference = try await Reference.of(.before)
        try await LiveFleet.use { fleet in
            let prepared = try await fleet.prepare(.before)
            var rival = fleet.specs.before
            rival.tenants["north"] = SmallFleet.tenant("north", more: "limits: {users: 700}")
            let proxy = try fleet.proxy()
            let first = try CommandProcess(prepared.specs, server: proxy.address)
            let second = try CommandProcess(rival, server: proxy.address)
            async let one = first.run("apply", "--yes", "--deletion-budget", "100%")
            async let other = second.run("apply", "--yes", "--deletion-budget", "100%")
            for end in try await [one, other] {
                let isExplained =
                    end.code == 0 || end.output.contains("[apply.") || end.output.contains("[ownership.")
                    || end.output.contains("[kubernetes.")
                #expect([0, 1, 3].contains(end.code) && isExplained, "\(end.output)")
            }
            let last = try await first.run("apply", "--yes", "--deletion-budget", "100%")
            #expect(last.code == 0, "\(last.output)")
            try await fleet.expect(reference, prepared, requests: proxy.requests, "rivals")
        }
    }
}
