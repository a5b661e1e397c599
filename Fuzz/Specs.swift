import Blueprints
import Core
import Diagnostics
import Dispatch
import Planning
import Specs

/// From bytes to a fleet, its mistakes in words, and what it should hold.
@Sendable func fuzzSpecs(_ bytes: [UInt8]) {
    let done = DispatchSemaphore(value: 0)
    Task {
        let load = await Fleet.load(files: [SpecFile(path: "input.yaml", bytes: bytes)])
        _ = DiagnosticText(sources: load.sources).render(load.diagnostics)
        require(
            (load.fleet == nil) == load.diagnostics.contains { $0.severity == .error },
            "a fleet with errors, or none without")
        if let blueprint = load.fleet?.blueprint() { _ = makePlan(blueprint, observed: []) }
        done.signal()
    }
    done.wait()
}
