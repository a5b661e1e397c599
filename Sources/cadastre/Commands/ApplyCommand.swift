import ArgumentParser
import Core
import Diagnostics
import Planning
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
              cadastre apply --yes --report applied.jsonl    also writes what was done; see cadastre help report
              cadastre apply --yes --no-wait      does not stay until AWS has made a database; the next apply takes it up
              cadastre apply plan.json            what `cadastre plan --save plan.json` showed, and nothing else

            A saved plan holds its own specs, selection and sandbox. It is refused, with the names of the objects that \
            moved, where the specs or the world are such that anything else would be done than it shows.

            What is blocked is not applied, nor what needs it; the rest is. A change that fails stops only what needs \
            it. Ctrl-C stops after what is in flight and says what was left; applying again goes on from there.

            Exit codes: 0 all is as the specs say; 1 something failed or was left; 2 you said no, or something is still \
            under way; 3 part of the plan is blocked.
            """)

    @Argument(
        help: "The folder of the specs, or one file of them (*.yaml); or a plan that `plan --save` wrote.",
        completion: .file())
    var source = "specs"

    @OptionGroup var worlds: WorldOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var flags: PlanningFlags
    @OptionGroup var colour: ColourOption

    @Flag(name: .shortAndLong, help: "Apply without being asked.")
    var yes = false

    @Option(name: .long, help: "How many changes may be under way at once in one region.")
    var parallel = 16

    @Option(
        name: .long,
        help:
            "How many minutes to wait for one change that the world takes its time for; 10 where it is not said."
    )
    var waitMinutes: Int?

    @Flag(
        name: .long,
        help:
            "Wait for nothing that the world takes its time for: it goes on, and the next apply takes it up.")
    var noWait = false

    @Option(
        name: .long,
        help: "Also write to this file what was done, line by line, behind what earlier runs have written.",
        completion: .file())
    var report: String?

    func validate() throws {
        if let waitMinutes {
            guard (0...10_000).contains(waitMinutes) else {
                throw ValidationError("--wait-minutes takes 0 to 10000")
            }
            if noWait {
                throw ValidationError("--no-wait and --wait-minutes say two things: give one of them")
            }
        }
        guard (1...90).contains(parallel) else { throw ValidationError("--parallel takes 1 to 90") }
    }

    func run() async throws {
        let style = colour.style()
        let file = SavedPlanFile(meantBy: source)
        let saved = try file?.read()
        var record = try report.map(ApplyReportFile.init(opening:))
        let planned =
            if let saved {
                try await plannedAnew(saved)
            } else {
                // Without a question, nobody would look at what the servers say before they are asked for good.
                try await PlannedFleet.make(source, worlds) { blueprint in
                    var options = try flags.options(try selection.selection(in: blueprint), for: blueprint)
                    options.rehearses = options.rehearses && !yes
                    return options
                }
            }
        OutputStream.standardOutput.write(planned.text(.text, style: style))
        if let saved { try require(saved, in: planned) }
        let count = planned.plan.changes.count(where: \.isPerformable)
        guard count > 0 else { throw planned.plan.exitCode(after: nil) }
        guard try yes || ask("\nApply \(count == 1 ? "this change" : "these \(count) changes")?") else {
            OutputStream.standardError.write("Nothing was applied.\n")
            throw ExitCode.changesPending
        }
        record?.begin(planned, specs: saved?.specs ?? source, savedPlan: file?.path)
        let report = await apply(planned, style: style, &record)
        try record?.requireWhole()
        throw planned.plan.exitCode(after: report)
    }

    /// On a terminal one live line for each region; elsewhere one line for each change.
    private func apply(
        _ planned: PlannedFleet, style: TextStyle, _ record: inout ApplyReportFile?
    ) async -> ApplyReport {
        let out = OutputStream.standardOutput
        let text = ApplyText(style: style)
        var progress = ApplyProgress(planned.plan)
        var live = LiveLines(on: out)
        let isLive = out.isTerminal
        StopRequest.listen()
        OutputStream.outliveReaders()
        out.write("\n")
        let start = Clock.monotonic
        let applier = Applier(
            planned.providers, inFlightPerScope: parallel, waits: !noWait,
            longestWait: .seconds(60 * (waitMinutes ?? 10)))
        // What cannot be written down is not done.
        let failure = record?.failure
        let shouldStop = { @Sendable in StopRequest.wasMade || failure?.hasHappened ?? false }
        let report = await applier.apply(planned.plan, shouldStop: shouldStop) { event in
            record?.take(event)
            progress.take(event)
            if isLive {
                live.draw { progress.lines(style: style) }
            } else if let line = text.line(event) {
                out.write(line + "\n")
            }
        }
        record?.end(report)
        if isLive { live.draw({ progress.lines(style: style) }, atOnce: true) }
        out.write("\n" + text.summary(report, took: Clock.monotonic - start))
        return report
    }
}

// MARK: - A saved plan

extension ApplyCommand {
    /// By the way of every other plan, with the options of the saved one.
    private func plannedAnew(_ saved: SavedPlan) async throws -> PlannedFleet {
        var worlds = worlds
        var given = selection.given + flags.given
        if worlds.sandbox != nil { given.append("--sandbox") }
        if saved.sandbox != nil, worlds.kubeconfig != nil { given.append("--kubeconfig") }
        if !given.isEmpty {
            throw ValidationError(
                "\(source) says itself what it is about: leave out \(given.joined(separator: ", ")), or save a new plan with it"
            )
        }
        worlds.sandbox = saved.sandbox
        return try await PlannedFleet.make(saved.specs, worlds) { blueprint in
            guard blueprint.fleet == saved.fleet else {
                throw Problem(
                    "saved-plan.other-fleet", "\(source) is a plan for another fleet",
                    detail: "it is for \(saved.fleet), and \(saved.specs) is \(blueprint.fleet)",
                    help: "apply it where the specs of \(saved.fleet) are")
            }
            return saved.options
        }
    }

    /// - Throws: unless what the saved plan showed is what would be done, or has been done.
    private func require(_ saved: SavedPlan, in planned: PlannedFleet) throws {
        if planned.plan.hasErrors {
            throw Problem(
                "saved-plan.not-whole", "nothing was applied", detail: "part of the world could not be seen",
                help: "mend what is said above, and apply \(source) again")
        }
        let check = SavedPlanCheck(saved, against: planned.plan, of: planned.blueprint)
        guard check.moves.isEmpty else {
            tell(check.refusal(named: source, version: Version.current))
            throw ExitCode.error
        }
        guard check.done > 0 else { return }
        let changes = check.done == 1 ? "1 change" : "\(check.done) changes"
        let isAll = !planned.plan.changes.contains(where: \.isPerformable)
        OutputStream.standardOutput.write(
            "\nThe world has moved on since \(source) was saved: \(changes) of it "
                + "\(check.done == 1 ? "is" : "are") made\(isAll ? "; nothing is left to do" : " already").\n"
        )
    }
}

extension Plan {
    /// What went wrong outweighs what is forbidden, and that what only takes its time.
    ///
    /// - Parameter report: nil where there was nothing to make.
    fileprivate func exitCode(after report: ApplyReport?) -> ExitCode {
        if hasErrors || report.map({ !$0.failed.isEmpty || !$0.left.isEmpty }) ?? false { return .error }
        if isBlocked { return .blocked }
        return report?.waiting.isEmpty ?? true ? .success : .changesPending
    }
}
