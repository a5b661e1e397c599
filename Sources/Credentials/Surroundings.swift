import Glibc

/// What programs are run in: the edge at which the environment comes in and their words go out.
package struct Surroundings: Sendable {
    package let environment: [String: String]
    /// Takes a line that a program writes to standard error: it may tell a person what to do.
    package let tell: @Sendable (String) -> Void

    package init(environment: [String: String], tell: @escaping @Sendable (String) -> Void) {
        self.environment = environment
        self.tell = tell
    }

    /// Where the program of a command is; nil when it is in no folder of PATH. Folders that are named relative to the
    /// working directory do not count: what lies in the folder that somebody happens to be in is not to be run.
    package func program(_ command: String) -> String? {
        if command.utf8.contains(UInt8(ascii: "/")) { return command }
        let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        return folders.lazy.filter { $0.hasPrefix("/") }.map { "\($0)/\(command)" }.first(
            where: Self.isProgram)
    }

    /// A file that may be run by this process.
    private static func isProgram(_ path: String) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        return unsafe access(path, X_OK) == 0
    }
}
