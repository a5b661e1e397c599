package import Diagnostics

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
        var counts = FleetLoad.Counts(files: files.count)
        let numbered = files.map { file in
            counts.bytes += file.bytes.count
            return (file.bytes, sources.add(path: file.path, bytes: file.bytes))
        }
        let decoded = await decode(numbered)

        var specs = SpecSet(sources: sources)
        var diagnostics: [Diagnostic] = []
        for file in decoded {
            diagnostics += file.diagnostics
            counts.documents += file.documents.count
            specs.add(file)
        }
        specs.sort()
        for check in allFleetChecks { diagnostics += check.findings(in: specs) }
        diagnostics.sort(by: Diagnostic.precedes)

        var fleet: Fleet?
        if !diagnostics.contains(where: { $0.severity == .error }), let platform = specs.platforms.first {
            fleet = Fleet(
                platform: platform, tiers: specs.tiers, regions: specs.regions, tenants: specs.tenants,
                sources: sources)
        }
        return FleetLoad(fleet: fleet, diagnostics: diagnostics, sources: sources, counts: counts)
    }

    /// Files in portions of about the same size, so that one task is worth its start.
    private static func decode(_ files: [(bytes: [UInt8], id: FileID)]) async -> [DecodedFile] {
        await withTaskGroup(of: (Int, [DecodedFile]).self) { group in
            var start = 0
            while start < files.count {
                var end = start
                var size = 0
                while end < files.count, size < portion {
                    size += files[end].bytes.count
                    end += 1
                }
                let part = files[start..<end]
                group.addTask { (part.startIndex, part.map { DecodedFile($0.bytes, file: $0.id) }) }
                start = end
            }
            var parts: [(Int, [DecodedFile])] = []
            for await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }

    /// In bytes.
    private static let portion = 256 << 10
}
