import Core
import Glibc

/// Small files: kubeconfigs, certificates, tokens.
enum FileContent {
    /// - Throws: `kubernetes.file`, with the path and the system's reason.
    static func read(_ path: String) throws(Problem) -> [UInt8] {
        guard let bytes = try read(ifThere: path) else { throw problem(path, ENOENT) }
        return bytes
    }

    /// Nil when there is no such file.
    static func read(ifThere path: String) throws(Problem) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw problem(path, errno)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe Glibc.read(file, &buffer, buffer.count)
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw problem(path, errno)
            }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw problem(path, EFBIG) }
        }
    }

    /// No file of these kinds comes near.
    private static let limit = 16 << 20

    /// A file that may be run by this process.
    static func isProgram(_ path: String) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        return unsafe access(path, X_OK) == 0
    }

    static func words(for error: Int32) -> String { unsafe String(cString: strerror(error)) }

    private static func problem(_ path: String, _ error: Int32) -> Problem {
        Problem(
            "kubernetes.file", "a file that the connection needs cannot be read",
            detail: "\(path): \(words(for: error))",
            help: "correct the path in the kubeconfig or in the Region's spec.kubernetes")
    }
}
