import Core
import GRDB
import Glibc

/// Opens the file of a sandbox, and says in words why one cannot be opened.
struct SandboxFile {
    let path: String

    /// Makes a new sandbox where there is no file, or an empty one. A file of anybody else is left as it is.
    func open() throws(Problem) -> DatabasePool {
        if let problem = obstacle { throw problem }
        do {
            // Opening for writing would already change a file that is not ours.
            if try isNew == false { try refuseForeignFile() }
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            try Schema.migrator.migrate(pool)
            return pool
        } catch {
            throw Problem(sandbox: error, path: path)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "sandbox"
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            // Of each connection, and there are several.
            try database.execute(sql: "PRAGMA cache_size = -8192")
            // Rarely enough that a page which is written again and again is moved to its place only once.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 8000")
        }
        return configuration
    }

    /// What speaks against opening, as far as the file system tells: SQLite knows only one word for all of it.
    private var obstacle: Problem? {
        guard let parent = entry(at: folder) else {
            return Problem(
                "sandbox.folder-missing", "the folder of the sandbox does not exist",
                detail: "\(path) cannot be made, because there is no folder \(folder)",
                help: "make the folder, or name another file")
        }
        guard parent == .folder else {
            return Problem(
                "sandbox.folder-missing", "the folder of the sandbox does not exist",
                detail: "\(path) cannot be made, because \(folder) is a file", help: "name another file")
        }
        if entry(at: path) == .folder {
            return Problem(
                "sandbox.unreadable", "the sandbox cannot be opened",
                detail: "\(path) is a folder, and a sandbox is a file", help: "name a file in it")
        }
        return nil
    }

    private var isNew: Bool { get throws { entry(at: path) == nil || size == 0 } }

    private func refuseForeignFile() throws {
        var configuration = Self.configuration
        configuration.readonly = true
        try DatabaseQueue(path: path, configuration: configuration).read { database in
            let application = try Int.fetchOne(database, sql: "PRAGMA application_id")
            let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            guard application == Schema.applicationID || tables == 0 else {
                throw Problem(
                    "sandbox.not-a-sandbox", "the file is not a sandbox",
                    detail: "\(path) is a database of another program, and was left as it is",
                    help: "name another file; one that does not exist is made")
            }
            if try Schema.migrator.hasBeenSuperseded(database) {
                throw Problem(
                    "sandbox.newer", "the sandbox was made by a newer version",
                    detail: "\(path) has tables that this version does not know",
                    help: "use that version, or name another file")
            }
        }
    }
}

extension SandboxFile {
    private enum Entry { case file, folder }

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private var size: Int { status(of: path).map { Int($0.st_size) } ?? 0 }

    private func entry(at path: String) -> Entry? {
        status(of: path).map { $0.st_mode & S_IFMT == S_IFDIR ? .folder : .file }
    }

    private func status(of path: String) -> stat? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status : nil
    }
}

extension Problem {
    /// What SQLite says, in words.
    init(sandbox error: any Error, path: String) {
        if let problem = error as? Problem {
            self = problem
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(failed: path, because: "\(error)")
            return
        }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                "sandbox.locked", "the sandbox is locked",
                detail: "another program has been writing to \(path) for more than five seconds",
                help: "wait until it is done, or end it", isRetryable: true)
        case .SQLITE_NOTADB:
            self.init(
                "sandbox.not-a-sandbox", "the file is not a sandbox",
                detail: "\(path) is not a SQLite database, and was left as it is",
                help: "name another file; one that does not exist is made")
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
            self.init(
                "sandbox.unreadable", "the sandbox cannot be opened",
                detail: "\(path): \(error.message ?? "no reason was given")",
                help: "see that you may read and write the file and its folder")
        case .SQLITE_CORRUPT:
            self.init(
                "sandbox.corrupt", "the sandbox is damaged",
                detail: "\(path): \(error.message ?? "no reason was given")",
                help: "remove the file and apply again: all that is in it comes from specs")
        case .SQLITE_FULL, .SQLITE_IOERR:
            self.init(
                "sandbox.disk", "the sandbox could not be read or written",
                detail: "\(path): \(error.message ?? "the disk is full or broken")",
                help: "see whether the disk is full or broken")
        default: self.init(failed: path, because: "\(error)")
        }
    }

    private init(failed path: String, because reason: String) {
        self.init(
            "sandbox.failed", "the sandbox failed", detail: "\(path): \(reason)",
            help:
                "try again; if it stays, remove the file and apply again: all that is in it comes from specs")
    }
}
