import Diagnostics
import Glibc

/// One way through a folder and all below it.
struct SpecFolderWalk {
    private(set) var files: [SpecFile] = []
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
        if Self.isFolder(status) { enter(path, status) } else { read(path) }
    }

    private mutating func enter(_ folder: String, _ status: stat) {
        guard visited.insert(Identity(device: status.st_dev, node: status.st_ino)).inserted else { return }
        guard let names = Self.names(in: folder) else {
            diagnostics.append(Self.unreadable(folder, errno))
            return
        }
        let base = folder.hasSuffix("/") ? folder : folder + "/"
        for name in names where !name.hasPrefix(".") {
            let path = base + name
            var status = stat()
            guard unsafe stat(path, &status) == 0 else {
                // A link to nowhere matters only where a spec should be.
                if Self.isSpec(name) { diagnostics.append(Self.unreadable(path, errno)) }
                continue
            }
            if Self.isFolder(status) {
                enter(path, status)
            } else if Self.isSpec(name) {
                read(path)
            }
        }
    }

    private mutating func read(_ path: String) {
        if let bytes = Self.bytes(of: path) {
            files.append(SpecFile(path: path, bytes: bytes))
        } else {
            diagnostics.append(Self.unreadable(path, errno))
        }
    }

    private static func isFolder(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

    private static func isSpec(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

    private static func unreadable(_ path: String, _ reason: Int32) -> Diagnostic {
        Diagnostic(
            .unreadable, "\(path) cannot be read", notes: [unsafe String(cString: strerror(reason))],
            help: "a plan needs all specs: make it readable, or remove it")
    }
}

// MARK: - The system's calls

extension SpecFolderWalk {
    /// Sorted; nil with `errno` set when the folder cannot be read.
    private static func names(in folder: String) -> [String]? {
        guard let handle = unsafe opendir(folder) else { return nil }
        defer { unsafe closedir(handle) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            names.append(name)
        }
        return errno == 0 ? names.sorted() : nil
    }

    /// Nil with `errno` set when the file cannot be read.
    private static func bytes(of path: String) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return nil }
        // A pipe or a device would never end.
        guard status.st_mode & S_IFMT == S_IFREG else {
            errno = EINVAL
            return nil
        }
        // One more than expected: whatever was appended meanwhile shows, and the loop ends on an empty read.
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var count = 0
        while true {
            let got = unsafe bytes.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress! + count, $0.count - count)
            }
            if got == 0 { break }
            if got < 0 {
                if errno == EINTR { continue }
                return nil
            }
            count += got
            if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}
