import Glibc

extension SpecFolder {
    /// A text that differs when a file has come, gone or been written, as far as names, sizes and times tell; nil
    /// when the folder cannot be looked at. Reads no file.
    package static func signature(of path: String) -> String? {
        var walk = SpecFolderWalk()
        walk.start(at: path)
        guard walk.diagnostics.isEmpty else { return nil }
        return walk.paths.sorted().map { path in
            var status = stat()
            guard unsafe stat(path, &status) == 0 else { return "\(path) ?" }
            let time = status.st_mtim
            return "\(path) \(status.st_ino) \(status.st_size) \(time.tv_sec).\(time.tv_nsec)"
        }.joined(separator: "\n")
    }
}
