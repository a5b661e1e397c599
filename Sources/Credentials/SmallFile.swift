import Glibc

/// Files that a person or an orchestrator writes: settings, certificates, tokens.
package enum SmallFile {
    /// The system's reason why a file could not be read.
    package struct Failure: Error, Hashable, Sendable {
        package let reason: Int32

        package var words: String { SmallFile.words(for: reason) }
    }

    /// Nil when there is no such file.
    package static func read(_ path: String) throws(Failure) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Failure(reason: errno)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe Glibc.read(file, &buffer, buffer.count)
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw Failure(reason: errno)
            }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw Failure(reason: EFBIG) }
        }
    }

    /// No file of these kinds comes near.
    private static let limit = 16 << 20

    package static func words(for reason: Int32) -> String { unsafe String(cString: strerror(reason)) }
}
