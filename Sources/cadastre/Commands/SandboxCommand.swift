import ArgumentParser

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Looks into a sandbox, or changes it behind Cadastre's back.",
        subcommands: [SandboxShowCommand.self, SandboxDriftCommand.self])
}

/// The file is made by `cadastre apply --sandbox FILE`.
struct SandboxOption: ParsableArguments {
    @Option(name: .long, help: "The sandbox's file.", completion: .file(extensions: ["sqlite"]))
    var sandbox: String
}
