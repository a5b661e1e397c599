import ArgumentParser

struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Prints the script that completes commands, options and names in a shell.",
        discussion: """
            Tenants, regions, tiers and kinds are completed too, from the specs in the folder where you stand.

            EXAMPLES
              cadastre completions bash >/etc/bash_completion.d/cadastre
              cadastre completions zsh >"${fpath[1]}/_cadastre"
              cadastre completions fish >~/.config/fish/completions/cadastre.fish
            """)

    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish

        var shell: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func run() { OutputStream.standardOutput.write(Cadastre.completionScript(for: shell.shell) + "\n") }
}
