import Core
import Credentials
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
        do throws(SmallFile.Failure) {
            return try SmallFile.read(path)
        } catch {
            throw problem(path, error.reason)
        }
    }

    private static func problem(_ path: String, _ error: Int32) -> Problem {
        Problem(
            "kubernetes.file", "a file that the connection needs cannot be read",
            detail: "\(path): \(SmallFile.words(for: error))",
            help: "correct the path in the kubeconfig or in the Region's spec.kubernetes")
    }
}
