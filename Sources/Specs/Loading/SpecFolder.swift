package import Diagnostics
import Glibc

/// A folder of specs on disk: where reading a fleet touches the world.
package enum SpecFolder {
    /// The files of a folder, and what could not be read.
    package struct Contents: Sendable {
        /// Sorted by path.
        package var files: [SpecFile] = []
        package var diagnostics: [Diagnostic] = []
    }

    /// All `*.yaml` and `*.yml` at any depth, but nothing hidden, or the one file that `path` is.
    ///
    /// Symbolic links are followed; a folder that was seen before is not entered again. Errors:
    /// `spec.folder-not-found`, `spec.no-files`, `spec.unreadable`.
    package static func read(_ path: String) -> Contents {
        var walk = SpecFolderWalk()
        walk.start(at: path)
        var contents = Contents(files: walk.files.sorted { $0.path < $1.path }, diagnostics: walk.diagnostics)
        if contents.files.isEmpty, contents.diagnostics.isEmpty {
            contents.diagnostics.append(
                Diagnostic(
                    .noFiles, "there are no specs in \(path)",
                    notes: ["specs are files named *.yaml or *.yml"],
                    help: "name another folder, or copy the example's specs to begin with"))
        }
        return contents
    }
}

extension Fleet {
    /// Reads a folder, or a file, and checks the fleet in it.
    package static func load(folder path: String) async -> FleetLoad {
        let contents = SpecFolder.read(path)
        // Without a file, that the Platform is missing is no news.
        if contents.files.isEmpty {
            return FleetLoad(
                fleet: nil, diagnostics: contents.diagnostics, sources: SourceMap(),
                counts: FleetLoad.Counts())
        }
        var load = await load(files: contents.files)
        if !contents.diagnostics.isEmpty {
            load.fleet = nil
            load.diagnostics = contents.diagnostics + load.diagnostics
        }
        return load
    }
}
