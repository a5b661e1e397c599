import ArgumentParser
import Core
import Diagnostics
import Planning
import Reports

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Shows what would change, and changes nothing.",
        discussion: """
            EXAMPLES
              cadastre plan
              cadastre plan --tenant nordwind --kind Deployment
              cadastre plan --output markdown >comment.md
              cadastre plan --sandbox try.sqlite
              cadastre plan --save plan.json      to be applied later, just as it was shown

            Exit codes: 0 nothing to do; 1 the specs or part of the world could not be read; 2 changes are pending; \
            3 part of the plan is blocked.
            """)

    @OptionGroup var specs: SpecsOption
    @OptionGroup var worlds: WorldOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var flags: PlanningFlags
    @OptionGroup var colour: ColourOption

    @Option(name: .shortAndLong, help: "How the plan is written: text, json or markdown.")
    var output = PlanFormat.text

    @Option(
        name: .long, help: "Also save the plan to this file; `cadastre apply FILE` makes just what it shows.",
        completion: .file())
    var save: String?

    func validate() throws {
        if let save, SavedPlanFile.isSpecName(save) {
            throw ValidationError(
                "--save \(save): a saved plan is no spec; give it another ending, such as .json")
        }
    }

    func run() async throws {
        let file = save.map(SavedPlanFile.init(path:))
        try file?.requireFree()
        let planned = try await PlannedFleet.make(specs.specs, worlds, selection, flags)
        OutputStream.standardOutput.write(planned.text(output, style: colour.style()))
        try file?.write(planned, specs: specs.specs, sandbox: worlds.sandbox)
        // Ends here, with the fleet still in memory: to take a large one apart takes as long as to plan it.
        withExtendedLifetime(planned) { Self.exit(withError: planned.plan.exitCode) }
    }
}

extension SavedPlanFile {
    /// - Throws: `saved-plan.not-whole` where part of the world was not seen: nobody can agree to what nobody has seen.
    fileprivate func write(_ planned: PlannedFleet, specs: String, sandbox: String?) throws(Problem) {
        if planned.plan.hasErrors {
            throw Problem(
                "saved-plan.not-whole", "the plan was not saved",
                detail: "part of the world could not be seen",
                help: "mend what is said above, or plan without it by naming the rest with --region or --kind"
            )
        }
        try write(
            SavedPlan(
                planned.plan, of: planned.blueprint, options: planned.options, specs: specs, sandbox: sandbox,
                version: Version.current))
        OutputStream.standardError.write("Saved to \(path); `cadastre apply \(path)` makes just this.\n")
    }
}

extension Plan {
    /// What a plan that is only looked at exits with; what could not be seen outweighs what is forbidden.
    var exitCode: ExitCode {
        if hasErrors { return .error }
        if isBlocked { return .blocked }
        return hasChanges ? .changesPending : .success
    }
}
