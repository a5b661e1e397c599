import ArgumentParser

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Prints the version.")

    func run() { OutputStream.standardOutput.write("cadastre \(Version.current)\n") }
}
