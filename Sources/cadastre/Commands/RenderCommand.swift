import ArgumentParser
import Blueprints
import Core
import Reports

struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Writes every object as YAML, one file each.",
        discussion: """
            Files that an earlier run wrote and that are no longer asked for are removed; a file that `render` did not \
            write is never touched.

            EXAMPLES
              cadastre render                     from specs/ to output/
              cadastre render --check             writes nothing; exit code 2 where output/ is not what specs/ say
              cadastre render --tenant nordwind --to -   to standard output
            """)

    @OptionGroup var specs: SpecsOption
    @OptionGroup var selection: SelectionOptions

    @Option(name: .long, help: "The folder to write to, or - for standard output.", completion: .directory)
    var to = "output"

    @Flag(name: .long, help: "Only compare.")
    var check = false

    func run() async throws {
        let blueprint = try await loadFleet(specs.specs).blueprint()
        let selected = try selection.selection(in: blueprint)
        let files = try manifestFiles(blueprint, selection: selected)
        if to == "-" {
            for file in files { OutputStream.standardOutput.write(Array("---\n".utf8) + file.bytes) }
            return
        }
        let folder = RenderedFolder(path: to)
        let differences = try folder.differences(from: files, isWhole: selected == .all)
        if check { return try compare(differences, of: files.count) }
        try folder.write(differences)
        OutputStream.standardOutput.write(
            "\(files.count) files in \(to): \(differences.written.count) written, \(differences.stale.count) removed, "
                + "\(files.count - differences.written.count) as they were.\n")
    }

    private func compare(_ differences: RenderedFolder.Differences, of count: Int) throws {
        if differences.isEmpty {
            return OutputStream.standardOutput.write(
                "\(to) is what \(specs.specs) renders to: \(count) files.\n")
        }
        for file in differences.written { OutputStream.standardOutput.write("differs  \(to)/\(file.path)\n") }
        for path in differences.stale { OutputStream.standardOutput.write("stale    \(to)/\(path)\n") }
        tell(
            Problem(
                "render.differs", "\(to) is not what \(specs.specs) renders to",
                help: "run `cadastre render` and commit what it writes"))
        throw ExitCode.changesPending
    }
}
