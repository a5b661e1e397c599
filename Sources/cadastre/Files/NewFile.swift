import Foundation
import Glibc

/// A file that was not there before.
enum NewFile {
    /// Makes the folders that it needs. Whatever stands there already, even a link, is left as it is.
    static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
        let folder = (path as NSString).deletingLastPathComponent
        if !folder.isEmpty,
            (try? FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)) == nil
        {
            throw SystemError(code: ENOTDIR)
        }
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SystemError() }
        do throws(SystemError) {
            try SystemFile.writeAndClose(bytes, descriptor)
        } catch {
            unsafe unlink(path)
            throw error
        }
    }
}

extension SystemError {
    static let exists = EEXIST
}
