import ArgumentParser
import Blueprints
import Core
import Reports

struct GraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Draws the objects that the specs ask for, and what each needs.",
        discussion: """
            An arrow leads from what needs to what is needed; an apply follows it backwards. Reads specs only.

            EXAMPLES
              cadastre graph --tenant nordwind | dot -Tsvg >nordwind.svg
              cadastre graph --tenant nordwind --format mermaid
              cadastre graph --region eu-west-1 --kind Deployment --kind ConfigMap
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case dot, mermaid }

    @OptionGroup var specs: SpecsOption
    @OptionGroup var selection: SelectionOptions

    @Option(name: .long, help: "For whom it is written: dot (Graphviz) or mermaid.")
    var format = Format.dot

    func run() async throws {
        let blueprint = try await loadFleet(specs.specs).blueprint()
        let graph = ObjectGraph(blueprint, selection: try selection.selection(in: blueprint))
        OutputStream.standardOutput.write(format == .dot ? graph.dot : graph.mermaid)
    }
}
