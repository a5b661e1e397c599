import Foundation
import Glibc

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
            try SystemFile.writeAndClose(bytes, descriptor)
            guard unsafe rename(temporary, path) == 0 else { throw SystemError() }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
    }
}
