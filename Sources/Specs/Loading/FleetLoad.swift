package import Diagnostics
import Threads

/// What came of reading a fleet's files.
package struct FleetLoad: Sendable {
    /// Nil when there was one error or more.
    package var fleet: Fleet?
    /// In the order of their places.
    package var diagnostics: [Diagnostic]
    /// Every file, also of a fleet that did not load.
    package var sources: SourceMap
    package var counts: Counts

    package struct Counts: Hashable, Sendable {
        package var files = 0
        package var documents = 0
        package var bytes = 0
    }
}

extension Fleet {
    /// Reads and checks a whole fleet, and says everything that is wrong with it at once.
    ///
    /// The result does not depend on the order of the files, nor the fleet on their names.
    package static func load(files: [SpecFile]) async -> FleetLoad {
        let files = files.sorted { $0.path < $1.path }
        var sources = SourceMap()
        let numbered = files.map { file in
            (bytes: file.bytes, id: sources.add(path: file.path, bytes: file.bytes))
        }
        let portions = numbered.inPortions { [sources] files in
            var decoded = DecodedFiles(sources: sources)
            for file in files { decoded.decode(file.bytes, file: file.id) }
            return decoded
        }
        var decoded = DecodedFiles(sources: sources)
        for portion in portions { decoded.add(portion) }
        let counts = FleetLoad.Counts(
            files: files.count, documents: decoded.documents, bytes: files.reduce(0) { $0 + $1.bytes.count })

        let specs = decoded.specs.sorted()
        let findings = allFleetChecks.inPortions { checks in checks.flatMap { $0.findings(in: specs) } }
        let diagnostics = (decoded.diagnostics + findings.joined()).sorted(by: Diagnostic.precedes)

        var fleet: Fleet?
        if !diagnostics.contains(where: { $0.severity == .error }), let platform = specs.platforms.first {
            fleet = Fleet(
                platform: platform, tiers: specs.tiers, regions: specs.regions, tenants: specs.tenants,
                sources: sources)
        }
        return FleetLoad(fleet: fleet, diagnostics: diagnostics, sources: sources, counts: counts)
    }
}
