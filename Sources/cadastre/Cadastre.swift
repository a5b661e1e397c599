import ArgumentParser
import Core

@main
struct Cadastre: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cadastre",
        abstract: "Keeps what every tenant holds as the specs say.",
        discussion: """
            Reads what every tenant should hold from YAML, looks at what it really holds, shows every difference \
            before it touches anything, and keeps the two equal.

              cadastre validate                   every mistake in specs/, with its place
              cadastre plan                       what would change, and why
              cadastre apply                      shows the plan, asks, and applies it
              cadastre plan --sandbox try.sqlite  the same with no cluster at all

            Exit codes: 0 nothing to do, or done; 1 an error; 2 changes are pending; 3 blocked by a policy or a \
            conflict; 64 the command line was not understood.
            """,
        version: Version.current,
        subcommands: [
            ValidateCommand.self, PlanCommand.self, DiffCommand.self, ApplyCommand.self, RunCommand.self,
            ReportCommand.self, ExplainCommand.self, GraphCommand.self, ResidencyCommand.self,
            NewCommand.self, RenderCommand.self, IAMPolicyCommand.self,
            SchemaCommand.self, SandboxCommand.self, CompletionsCommand.self, VersionCommand.self,
        ])

    static func main() async {
        OpenFiles.allowAsManyAsPossible()
        do {
            var command = try await asyncParseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let problem as Problem {
            tell(problem)
            exit(withError: ExitCode.error)
        } catch {
            exit(withError: error)
        }
    }
}
