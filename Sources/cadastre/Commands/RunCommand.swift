import ArgumentParser
import Controller
import Core
import Reports

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Keeps the world as the specs say, until it is stopped.",
        discussion: """
            EXAMPLES
              cadastre run
              cadastre run --interval 10m --log json
              cadastre run --sandbox try.sqlite --log text
              cadastre run --once

            Plans and applies on an interval, when the specs change, and when one of the fleet's objects does. What a \
            person would have to confirm is left alone: data is not deleted, and no field is taken over from another \
            manager. While the specs have a mistake nothing is applied. What goes wrong is logged and tried again. \
            SIGTERM and Ctrl-C stop it after what is in flight; a second one at once. See docs/run.md.

            Exit codes: 0 stopped. With --once: 0 all is as the specs say; 1 the specs or part of the world could not \
            be read, or a change failed; 3 part of the plan is blocked.
            """)

    @OptionGroup var specs: SpecsOption
    @OptionGroup var worlds: WorldOptions
    @OptionGroup var logging: LogOptions

    @Option(
        name: .long, help: "Between two looks at the whole fleet, such as 30s, 5m or 1h.",
        transform: parseInterval)
    var interval = Duration.seconds(300)

    @Flag(name: .long, help: "One run of the whole fleet, and out.")
    var once = false

    @Option(name: .long, help: "How many changes may be under way at once in one region.")
    var parallel = 16

    func validate() throws {
        guard (1...90).contains(parallel) else { throw ValidationError("--parallel takes 1 to 90") }
    }

    func run() async throws {
        let write = logging.writer
        var settings = KeeperLoop.Settings(keeper: Keeper.Settings(interval: interval))
        settings.parallel = parallel
        settings.isOnce = once
        StopRequest.listen(quietly: true)
        // Whoever reads the log may go away: the loop goes on.
        OutputStream.outliveReaders()
        let source = FolderSource(folder: specs.specs, worlds: worlds) { line in
            write(LogRecord(.warning, "credentials.message", "a credential plugin says: \(line)"))
        }
        let loop = KeeperLoop(source, settings, shouldStop: { StopRequest.wasMade }) { event in
            for record in KeeperLog.records(of: event) { write(record) }
        }
        let outcome = await loop.run()
        if once { throw outcome.exitCode }
    }
}

extension KeeperLoop.Outcome {
    fileprivate var exitCode: ExitCode {
        guard !specsWereInvalid, away.isEmpty, let run = lastRun else { return .error }
        if run.hasErrors || run.failed + run.left + run.unseen > 0 { return .error }
        if run.blocked > 0 { return .blocked }
        return run.waiting > 0 ? .changesPending : .success
    }
}

@Sendable private func parseInterval(_ text: String) throws -> Duration {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()), count > 0,
        count <= 86_400
    else { throw ValidationError("'\(text)' is no interval such as 30s, 5m or 1h") }
    return .seconds(count * unit)
}
