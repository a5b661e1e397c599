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

    func run() async throws {
        let planned = try await PlannedFleet.make(specs, worlds, selection, flags)
        OutputStream.standardOutput.write(planned.text(output, style: colour.style()))
        // Ends here, with the fleet still in memory: to take a large one apart takes as long as to plan it.
        withExtendedLifetime(planned) { Self.exit(withError: planned.plan.exitCode) }
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
