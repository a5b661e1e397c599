import ArgumentParser
import Core
import Diagnostics
import Reconciliation
import Reports

struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Shows the plan, asks, and applies it.",
        discussion: """
            EXAMPLES
              cadastre apply
              cadastre apply --yes --tenant nordwind
              cadastre apply --sandbox try.sqlite --yes

            What is blocked is not applied, nor what needs it; the rest is. A change that fails stops only what needs \
            it. Ctrl-C stops after what is in flight and says what was left; applying again goes on from there.

            Exit codes: 0 all is as the specs say; 1 something failed or was left; 3 part of the plan is blocked.
            """)

    @OptionGroup var specs: SpecsOption
    @OptionGroup var worlds: WorldOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var flags: PlanningFlags
    @OptionGroup var colour: ColourOption

    @Flag(name: .shortAndLong, help: "Apply without being asked.")
    var yes = false

    @Option(name: .long, help: "How many changes may be under way at once in one region.")
    var parallel = 16

    @Option(name: .long, help: "How many minutes to wait for one change that the world takes its time for.")
    var waitMinutes = 10

    func validate() throws {
        guard waitMinutes >= 0 else { throw ValidationError("--wait-minutes takes 0 or more") }
        guard (1...90).contains(parallel) else { throw ValidationError("--parallel takes 1 to 90") }
    }

    func run() async throws {
        let style = colour.style()
        let planned = try await PlannedFleet.make(specs, worlds, selection, flags)
        OutputStream.standardOutput.write(planned.text(.text, style: style))
        let count = planned.plan.changes.count(where: \.isPerformable)
        guard count > 0 else { throw planned.plan.exitCodeAfterApply }
        guard try yes || ask("\nApply \(count == 1 ? "this change" : "these \(count) changes")?") else {
            OutputStream.standardError.write("Nothing was applied.\n")
            throw ExitCode.changesPending
        }
        let report = await apply(planned, style: style)
        let isWhole = report.failed.isEmpty && report.left.isEmpty && report.waiting.isEmpty
        throw isWhole ? planned.plan.exitCodeAfterApply : .error
    }

    /// On a terminal one live line for each region; elsewhere one line for each change.
    private func apply(_ planned: PlannedFleet, style: TextStyle) async -> ApplyReport {
        let out = OutputStream.standardOutput
        let text = ApplyText(style: style)
        var progress = ApplyProgress(planned.plan)
        var live = LiveLines(on: out)
        let isLive = out.isTerminal
        StopRequest.listen()
        out.write("\n")
        let start = Clock.monotonic
        let applier = Applier(
            planned.providers, inFlightPerScope: parallel, longestWait: .seconds(60 * waitMinutes))
        let report = await applier.apply(planned.plan, shouldStop: { StopRequest.wasMade }) { event in
            progress.take(event)
            if isLive {
                live.draw { progress.lines(style: style) }
            } else if let line = text.line(event) {
                out.write(line + "\n")
            }
        }
        if isLive { live.draw({ progress.lines(style: style) }, atOnce: true) }
        out.write("\n" + text.summary(report, took: Clock.monotonic - start))
        return report
    }
}

extension Plan {
    fileprivate var exitCodeAfterApply: ExitCode {
        if hasErrors { return .error }
        return isBlocked ? .blocked : .success
    }
}
