import ArgumentParser
import Diagnostics
import Reports
import Specs
import Values

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Says every mistake in the specs, with its place and what to do.",
        discussion: """
            Reads files only: no cluster is asked. Each code is explained in docs/diagnostics.md.

            EXAMPLES
              cadastre validate
              cadastre validate specs/tenants/nordwind.yaml   a file alone; names that others define are unknown then
              cadastre validate --output json

            Exit codes: 0 no mistake; 1 one or more.
            """)

    @OptionGroup var specs: SpecsOption
    @OptionGroup var colour: ColourOption

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    @Option(name: .shortAndLong, help: "How the mistakes are written: text or json.")
    var output = Format.text

    func run() async throws {
        let load = await Fleet.load(folder: specs.specs)
        switch output {
        case .json:
            let document = DiagnosticsJSON(load.diagnostics, sources: load.sources).value()
            OutputStream.standardOutput.write(document.json(.pretty) + Array("\n".utf8))
        case .text:
            let text = DiagnosticText(sources: load.sources, style: colour.style()).render(load.diagnostics)
            OutputStream.standardOutput.write(text + (text.isEmpty ? "" : "\n") + summary(load) + "\n")
        }
        // Ends here, with the fleet still in memory: to take a large one apart takes a tenth of the time of reading it.
        withExtendedLifetime(load) { Self.exit(withError: load.fleet == nil ? ExitCode.error : .success) }
    }

    private func summary(_ load: FleetLoad) -> String {
        let problems = DiagnosticSummary(of: load.diagnostics, files: load.counts.files).text(consequence: "")
        guard let fleet = load.fleet else { return problems }
        let parts = [
            "1 platform", count(fleet.tiers.count, "tier"), count(fleet.regions.count, "region"),
            count(fleet.tenants.count, "tenant"),
        ]
        let valid =
            "\(specs.specs) is valid: \(parts.joined(separator: ", ")) in \(count(load.counts.files, "file"))."
        return problems.isEmpty ? valid : "\(problems)\n\(valid)"
    }

    private func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
