import ArgumentParser
import Blueprints
import Core
import Planning
import Reconciliation
import Reports
import Values

struct ResidencyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "residency",
        abstract: "Says where the data of each tenant is, and whether it may be there.",
        discussion: """
            Every object that holds data, as the specs ask for it and as it was seen: also what is left of a move, and \
            copies that somebody has made by hand. What an auditor asks for.

            EXAMPLES
              cadastre residency
              cadastre residency --tenant nordwind --output markdown >nordwind.md
              cadastre residency --specs-only        before anything is made

            Exit codes: 0 all is where it may be; 1 an error, or part of the world could not be seen; 3 something is where it \
            may not be.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, markdown }

    @OptionGroup var specs: SpecsOption
    @OptionGroup var worlds: WorldOptions
    @OptionGroup var colour: ColourOption

    @Option(name: .long, help: "Only this tenant; may be given several times.", completion: .tenantNames)
    var tenant: [String] = []

    @Flag(name: .long, help: "Look at nothing: what the specs ask for.")
    var specsOnly = false

    @Option(name: .shortAndLong, help: "How it is written: text, json or markdown.")
    var output = Format.text

    func run() async throws {
        let status = StatusLine()
        let fleet = try await loadFleet(specs.specs)
        let blueprint = fleet.blueprint()
        try SelectionOptions.check(tenant, "tenant", known: blueprint.tenants.keys.sorted())
        var observations: [Observation] = []
        if !specsOnly {
            status.show("looking at all regions")
            // Of all tenants: whose a copy is that somebody has made shows only then.
            let providers = try worlds.providers(for: fleet, kinds: blueprint.kinds, selection: .all)
            observations = try await observe(blueprint, with: providers)
            status.clear()
        }
        let audit = auditResidency(blueprint, observed: observations, Selection(tenants: Set(tenant)))
        OutputStream.standardOutput.write(text(audit, blueprint.fleet))
        for problem in unseen(observations) { tell(problem) }
        if !specsOnly, !audit.isWhole { throw ExitCode.error }
        if !audit.isLawful { throw ExitCode.blocked }
    }

    /// Why part of the world could not be looked at, each reason once.
    private func unseen(_ observations: [Observation]) -> [Problem] {
        let outcomes = observations.flatMap { observation in
            observation.looks.values.map(\.outcome) + [observation.copiesLook].compactMap(\.self)
        }
        let problems = outcomes.compactMap { outcome -> Problem? in
            if case .failed(let problem) = outcome { problem } else { nil }
        }
        return Set(problems).sorted { ($0.code, $0.detail) < ($1.code, $1.detail) }
    }

    private func text(_ audit: ResidencyAudit, _ fleet: String) -> String {
        switch output {
        case .text: ResidencyText(audit, style: colour.style()).render()
        case .json:
            String(decoding: ResidencyJSON(audit, fleet: fleet).value().json(.pretty), as: UTF8.self) + "\n"
        case .markdown: ResidencyMarkdown(audit, fleet: fleet).render()
        }
    }
}
