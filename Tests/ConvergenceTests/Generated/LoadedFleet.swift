import Blueprints
import Core
import Diagnostics
import Planning
import Reconciliation
import Reports
import Specs
import TestSupport
import Values

/// A generated fleet as the loader reads it.
struct LoadedFleet: Sendable {
    let files: [SpecFile]
    let blueprint: Blueprint
    let sources: SourceMap

    init(_ files: [SpecFile]) async throws {
        self.files = files
        let load = await Fleet.load(files: files)
        guard let fleet = load.fleet else {
            throw Broken(
                DiagnosticText(sources: load.sources).render(
                    load.diagnostics.filter { $0.severity == .error }))
        }
        blueprint = fleet.blueprint()
        sources = load.sources
    }

    func plan(_ observations: [Observation]) -> Plan { makePlan(blueprint, observed: observations) }

    /// The plan as a program reads it.
    func json(_ observations: [Observation]) -> [UInt8] {
        PlanJSON(plan(observations), sources: sources).value().json(.pretty)
    }
}

extension GeneratedFleet {
    /// In random files.
    func load(_ random: inout SeededGenerator) async throws -> LoadedFleet {
        try await LoadedFleet(files(&random))
    }
}

extension Plan {
    /// Everything in it but where in the specs it comes from.
    var withoutPlaces: [String] {
        changes.map { change in
            let differences = change.differences.map {
                "\($0.path): \(String(describing: $0.before)) → \(String(describing: $0.after))"
            }
            return
                "\(change.action) \(change.id) \(change.reason) \(differences) \(change.needs) \(change.blockedBy)"
        } + findings.map { "\($0.diagnostic.code) \($0.diagnostic.summary) \($0.reach)" }.sorted()
    }
}

extension SandboxWorld {
    func observe(_ blueprint: Blueprint) async throws -> [Observation] {
        try await Reconciliation.observe(blueprint, with: providers(blueprint))
    }

    func plan(_ blueprint: Blueprint, options: PlanningOptions = PlanningOptions()) async throws -> Plan {
        makePlan(blueprint, observed: try await observe(blueprint), options: options)
    }

    /// - Parameter seed: of what fails; nil for nothing.
    func apply(
        _ blueprint: Blueprint, failing seed: UInt64? = nil, options: PlanningOptions = PlanningOptions()
    ) async throws -> AppliedPlan {
        var providers: [any Provider] = providers(blueprint)
        if let seed { providers = providers.map { FailingProvider(inner: $0, seed: seed) } }
        return try await AppliedPlan(blueprint, in: providers, options: options)
    }
}
