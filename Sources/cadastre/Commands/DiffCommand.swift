import ArgumentParser
import Core
import Diagnostics
import Reports
import Specs

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Shows the plan as `kubectl diff` would: the YAML of each object before and after.",
        discussion: """
            The same plan as `cadastre plan`, in another form: it shows what an apply would change, and nothing that the \
            specs do not state. What is blocked is shown too, and said to be.

            EXAMPLES
              cadastre diff
              cadastre diff --tenant nordwind --kind Deployment
              cadastre diff --color always | less -R
              cadastre diff --exit-code kubectl     where a script expects kubectl's exit codes

            Exit codes: those of `plan`: 0 nothing to do; 1 the specs or part of the world could not be read; 2 changes \
            are pending; 3 part of the plan is blocked. With --exit-code kubectl: 0 no difference; 1 there are some; 2 an \
            error.
            """)

    /// What the exit codes mean.
    enum Convention: String, CaseIterable, ExpressibleByArgument { case plan, kubectl }

    @OptionGroup var specs: SpecsOption
    @OptionGroup var worlds: WorldOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var flags: PlanningFlags
    @OptionGroup var colour: ColourOption

    @Option(name: .long, help: "Whose exit codes to end with: plan or kubectl.")
    var exitCode = Convention.plan

    func run() async throws {
        do {
            let planned = try await PlannedFleet.make(specs.specs, worlds, selection, flags)
            let plan = planned.plan
            OutputStream.standardOutput.write(
                try PlanDiff(plan, style: colour.style(), now: Clock.now).render())
            OutputStream.standardError.write(planned.complaints)
            withExtendedLifetime(planned) { Self.exit(withError: code(for: plan)) }
        } catch let code as ExitCode where exitCode == .kubectl && code == .error {
            throw ExitCode.errorOfKubectl
        } catch let problem as Problem where exitCode == .kubectl {
            tell(problem)
            throw ExitCode.errorOfKubectl
        }
    }

    private func code(for plan: Plan) -> ExitCode {
        switch exitCode {
        case .plan: plan.exitCode
        case .kubectl where plan.hasErrors: .errorOfKubectl
        case .kubectl: plan.hasChanges ? .differencesOfKubectl : .success
        }
    }
}

extension PlannedFleet {
    /// What is wrong or doubtful about the plan, for standard error: standard output is for the diff alone.
    fileprivate var complaints: String {
        DiagnosticText(sources: fleet.sources, style: ColourChoice.auto.style(on: .standardError))
            .render(plan.findings.map(\.diagnostic))
    }
}
