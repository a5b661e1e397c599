import Core
import FaultProxy
import Foundation
import Kubernetes
import Planning
import Reconciliation
import TestSupport
import Testing

/// What a fleet is when the apply begins that a test is about.
enum Beginning: CaseIterable, Sendable {
    /// Nothing is there.
    case nothing
    /// It was applied as it once was, and somebody has changed things since.
    case before
}

/// An undisturbed run: what it asked for, and what it left.
struct Reference: Sendable {
    /// Of all requests, each once.
    let lines: [String]
    let requests: Int
    let deleted: Set<String>
    let states: Set<String>

    private static let nothing = Task { try await make(.nothing) }
    private static let before = Task { try await make(.before) }

    static func of(_ beginning: Beginning) async throws -> Reference {
        switch beginning {
        case .nothing: try await nothing.value
        case .before: try await before.value
        }
    }

    private static func make(_ beginning: Beginning) async throws -> Reference {
        try await LiveFleet.use { try await make(beginning, $0) }
    }

    private static func make(_ beginning: Beginning, _ fleet: LiveFleet) async throws -> Reference {
        let prepared = try await fleet.prepare(beginning)
        let proxy = try fleet.proxy()
        let run = try await AppliedPlan(
            prepared.blueprint, in: [try fleet.provider(proxy)], options: prepared.options)
        try run.requireWhole()
        let lines = Set(proxy.requests.map(fleet.line))
        let states = Set(try await fleet.states(prepared.blueprint.kinds))
        return Reference(
            lines: lines.sorted(), requests: proxy.requests.count,
            deleted: lines.filter { $0.hasPrefix("DELETE") }, states: states)
    }
}

extension LiveFleet {
    /// A world in which the apply can begin, and what it shall apply.
    struct Prepared: Sendable {
        let specs: SmallFleet
        let blueprint: Blueprint
        let options = PlanningOptions(deletionBudget: .percent(100))
    }

    func prepare(_ beginning: Beginning) async throws -> Prepared {
        guard beginning == .before else {
            return Prepared(specs: specs, blueprint: try await specs.blueprint())
        }
        let run = try await AppliedPlan(try await specs.before.blueprint(), in: [try undisturbed()])
        try run.requireWhole()
        let shared = "\(specs.name)-shared"
        try await change(
            "/apis/apps/v1/namespaces/\(shared)/deployments/\(specs.name)-app", as: "kubectl-edit",
            #"{"spec":{"replicas":9}}"#)
        try await change(
            "/apis/networking.k8s.io/v1/namespaces/\(shared)/networkpolicies/default-deny",
            as: "kubectl-edit", #"{"spec":{"egress":[{}]}}"#)
        try await send(
            "DELETE", "/api/v1/namespaces/\(specs.name)-tenant-north/services/\(specs.name)-app")
        return Prepared(specs: specs.later, blueprint: try await specs.later.blueprint())
    }

    /// All is as an undisturbed run leaves it, and nothing was deleted that it does not delete.
    func expect(
        _ reference: Reference, _ prepared: Prepared, requests: [FaultProxy.Request], _ name: String
    ) async throws {
        let states = Set(try await states(prepared.blueprint.kinds))
        #expect(states.subtracting(reference.states).sorted() == [], "\(name): is there")
        #expect(reference.states.subtracting(states).sorted() == [], "\(name): should be there")
        let deleted = Set(requests.filter { $0.method == "DELETE" }.map(line))
        #expect(deleted.isSubset(of: reference.deleted), "\(name)")
        let blueprint = prepared.blueprint
        let look = ObservationRequest(
            fleet: blueprint.fleet, kinds: blueprint.kinds.filter { $0.world == .kubernetes },
            desired: blueprint.objects.map(\.id))
        let plan = makePlan(
            blueprint, observed: [try await undisturbed().observe(look)], options: prepared.options)
        #expect(!plan.hasChanges, "\(name)")
    }
}
