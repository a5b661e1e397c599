package import Diagnostics
import Glibc
import Threads

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
    package static func read(_ path: String) async -> Contents {
        var walk = SpecFolderWalk()
        walk.start(at: path)
        var contents = Contents(diagnostics: walk.diagnostics)
        for portion in walk.paths.sorted().inPortions(read) {
            contents.files += portion.files
            contents.diagnostics += portion.diagnostics
        }
        if contents.files.isEmpty, contents.diagnostics.isEmpty {
            contents.diagnostics.append(
                Diagnostic(
                    .noFiles, "there are no specs in \(path)",
                    notes: ["specs are files named *.yaml or *.yml"],
                    help: "name another folder, or copy the example's specs to begin with"))
        }
        return contents
    }

    private static func read(_ paths: ArraySlice<String>) -> Contents {
        var contents = Contents()
        for path in paths {
            do throws(Errno) {
                contents.files.append(SpecFile(path: path, bytes: try bytes(of: path)))
            } catch {
                contents.diagnostics.append(SpecFolderWalk.unreadable(path, error.code))
            }
        }
        return contents
    }

    /// Why the system refused something.
    private struct Errno: Error {
        var code = errno
    }

    private static func bytes(of path: String) throws(Errno) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Errno() }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw Errno() }
        // A pipe or a device would never end.
        guard status.st_mode & S_IFMT == S_IFREG else { throw Errno(code: EINVAL) }
        let size = Int(status.st_size)
        var bytes: [UInt8] = []
        while true {
            // One more than expected, so that what was appended meanwhile shows.
            let room = max(size - bytes.count, 0) + 1
            let part = try read(upTo: room, from: descriptor)
            bytes = bytes.isEmpty ? part : bytes + part
            if part.isEmpty || bytes.count == size { return bytes }
        }
    }

    private static func read(upTo room: Int, from descriptor: CInt) throws(Errno) -> [UInt8] {
        var isRefused = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            var got = unsafe Glibc.read(descriptor, buffer.baseAddress, room)
            while got < 0, errno == EINTR { got = unsafe Glibc.read(descriptor, buffer.baseAddress, room) }
            isRefused = got < 0
            count = max(got, 0)
        }
        if isRefused { throw Errno() }
        return bytes
    }
}

extension Fleet {
    /// Reads a folder, or a file, and checks the fleet in it.
    package static func load(folder path: String) async -> FleetLoad {
        let contents = await SpecFolder.read(path)
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
