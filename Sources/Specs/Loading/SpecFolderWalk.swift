import Diagnostics
import Glibc

/// One way through a folder and all below it, to find its files.
struct SpecFolderWalk {
    /// Of the files.
    private(set) var paths: [String] = []
    private(set) var diagnostics: [Diagnostic] = []
    private var visited: Set<Identity> = []

    private struct Identity: Hashable {
        let device: dev_t
        let node: ino_t
    }

    mutating func start(at path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            let reason = errno
            diagnostics.append(
                reason == ENOENT || reason == ENOTDIR
                    ? Diagnostic(
                        .folderNotFound, "there is no folder \(path)",
                        help: "name the folder that your specs are in, such as specs")
                    : Self.unreadable(path, reason))
            return
        }
        if Self.isFolder(status) { enter(path, status) } else { paths.append(path) }
    }

    private mutating func enter(_ folder: String, _ status: stat) {
        guard visited.insert(Identity(device: status.st_dev, node: status.st_ino)).inserted else { return }
        guard let names = Self.names(in: folder) else {
            diagnostics.append(Self.unreadable(folder, errno))
            return
        }
        let base = folder.hasSuffix("/") ? folder : folder + "/"
        for (name, isFile) in names where !name.hasPrefix(".") {
            let path = base + name
            if isFile {
                if Self.isSpec(name) { paths.append(path) }
                continue
            }
            var status = stat()
            guard unsafe stat(path, &status) == 0 else {
                // A link to nowhere matters only where a spec should be.
                if Self.isSpec(name) { diagnostics.append(Self.unreadable(path, errno)) }
                continue
            }
            if Self.isFolder(status) {
                enter(path, status)
            } else if Self.isSpec(name) {
                paths.append(path)
            }
        }
    }

    private static func isFolder(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

    private static func isSpec(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

    static func unreadable(_ path: String, _ reason: Int32) -> Diagnostic {
        Diagnostic(
            .unreadable, "\(path) cannot be read", notes: [unsafe String(cString: strerror(reason))],
            help: "a plan needs all specs: make it readable, or remove it")
    }
}

// MARK: - The system's calls

extension SpecFolderWalk {
    /// Sorted, each with whether it is surely a file; nil with `errno` set when the folder cannot be read.
    private static func names(in folder: String) -> [(name: String, isFile: Bool)]? {
        guard let handle = unsafe opendir(folder) else { return nil }
        defer { unsafe closedir(handle) }
        var names: [(name: String, isFile: Bool)] = []
        errno = 0
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            // Of a link, or where the file system does not say, the file must be asked.
            names.append((name, unsafe entry.pointee.d_type == UInt8(DT_REG)))
        }
        return errno == 0 ? names.sorted { $0.name < $1.name } : nil
    }
}
