import Blueprints
import Core
import Diagnostics
import Planning
import Reconciliation
import Reports
import Specs
import Values

/// Specs that were read, a world that was looked at, and the plan between the two.
struct PlannedFleet {
    let fleet: Fleet
    let blueprint: Blueprint
    let options: PlanningOptions
    let plan: Plan
    let providers: [any Provider]

    /// The one way from specs to a plan, for every command that needs one.
    ///
    /// - Parameter options: what is asked for, once it is known what the specs say.
    static func make(
        _ specs: String, _ worlds: WorldOptions, options: (Blueprint) throws -> PlanningOptions
    ) async throws -> PlannedFleet {
        let status = StatusLine()
        defer { status.clear() }
        status.show("reading \(specs)")
        let fleet = try await loadFleet(specs)
        let blueprint = fleet.blueprint()
        let options = try options(blueprint)
        let providers = try worlds.providers(for: fleet, kinds: blueprint.kinds, selection: options.selection)
        let regions = Set(providers.map(\.scope.region)).count
        status.show("looking at \(regions == 1 ? "1 region" : "\(regions) regions")")
        var observations = try await observe(blueprint, with: providers, selection: options.selection)
        var plan = makePlan(blueprint, observed: observations, options: options)
        if !plan.unexplored.isEmpty {
            observations = try await lookInto(plan.unexplored, observations, with: providers)
            plan = makePlan(blueprint, observed: observations, options: options)
        }
        if options.rehearses, plan.hasChanges {
            status.show(
                "trying out \(plan.changes.count == 1 ? "1 change" : "\(plan.changes.count) changes")")
            plan = plan.rehearsed(try await rehearse(plan, with: providers))
        }
        return PlannedFleet(
            fleet: fleet, blueprint: blueprint, options: options, plan: plan, providers: providers)
    }

    /// As the command line asks for it.
    static func make(
        _ specs: String, _ worlds: WorldOptions, _ selection: SelectionOptions, _ flags: PlanningFlags
    ) async throws -> PlannedFleet {
        try await make(specs, worlds) { blueprint in
            try flags.options(try selection.selection(in: blueprint), for: blueprint)
        }
    }

    func text(_ format: PlanFormat, style: TextStyle) -> String {
        switch format {
        case .text: PlanText(plan, sources: fleet.sources, style: style, now: Clock.now).render()
        case .json:
            String(decoding: PlanJSON(plan, sources: fleet.sources).value().json(.pretty), as: UTF8.self)
                + "\n"
        case .markdown: PlanMarkdown(plan, sources: fleet.sources).render()
        }
    }
}
