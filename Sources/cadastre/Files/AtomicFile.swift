import Foundation
import Glibc

/// Why the system refused something, in its own words.
struct SystemError: Error {
    var code = errno

    var words: String { unsafe String(cString: strerror(code)) }
}

/// A file that is there whole or not at all.
enum AtomicFile {
    /// Written beside its place and then moved there. Only its owner may read it.
    static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
        let folder = (path as NSString).deletingLastPathComponent
        let name = ".\((path as NSString).lastPathComponent).\(UUID().uuidString)"
        let temporary = folder.isEmpty ? name : "\(folder)/\(name)"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError() }
        do throws(SystemError) {
            try write(bytes, to: descriptor)
            guard fsync(descriptor) == 0 else { throw SystemError() }
            guard close(descriptor) == 0 else { throw SystemError() }
            guard unsafe rename(temporary, path) == 0 else { throw SystemError() }
        } catch {
            close(descriptor)
            unsafe unlink(temporary)
            throw error
        }
    }

    /// All of them, whatever the system takes at a time.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw SystemError()
            }
        }
    }

    /// What a file holds.
    static func read(_ path: String) throws(SystemError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError() }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { room in
                unsafe Glibc.read(descriptor, room.baseAddress, room.count)
            }
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 {
                return bytes
            } else if errno != EINTR {
                throw SystemError()
            }
        }
    }

    /// Nil where there is none.
    static func mode(of path: String) -> mode_t? {
        var status = stat()
        return unsafe lstat(path, &status) == 0 ? status.st_mode : nil
    }

    static func isRegular(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
