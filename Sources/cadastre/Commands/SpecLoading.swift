import ArgumentParser
import Diagnostics
import Specs

/// The fleet in a folder. Says on standard error what is wrong with it, or doubtful.
///
/// - Throws: `ExitCode.error` after saying what is wrong.
func loadFleet(_ folder: String) async throws -> Fleet {
    let load = await Fleet.load(folder: folder)
    tell(load, style: ColourChoice.auto.style(on: .standardError))
    guard let fleet = load.fleet else { throw ExitCode.error }
    return fleet
}

private func tell(_ load: FleetLoad, style: TextStyle) {
    if load.diagnostics.isEmpty { return }
    let text = DiagnosticText(sources: load.sources, style: style).render(load.diagnostics)
    let summary = DiagnosticSummary(of: load.diagnostics, files: load.counts.files).text()
    OutputStream.standardError.write("\(text)\n\(summary)\n\n")
}
