import Glibc
import Synchronization

/// Standard output or standard error, written whole or not at all.
struct OutputStream: Sendable {
    let descriptor: Int32

    static let standardOutput = OutputStream(descriptor: STDOUT_FILENO)
    static let standardError = OutputStream(descriptor: STDERR_FILENO)

    var isTerminal: Bool { isatty(descriptor) == 1 && Environment["TERM"] != "dumb" }

    /// From here on a reader that goes away is no reason to stop: what is being changed is brought to its end, and the
    /// exit code says how that was.
    static func outliveReaders() {
        signal(SIGPIPE, SIG_IGN)
        outlives.store(true, ordering: .relaxed)
    }

    func write(_ text: String) { write(Array(text.utf8)) }

    /// Without a reader there is nothing more to say: that ends the program as it ends any filter, and never as if all
    /// had been said.
    func write(_ bytes: [UInt8]) {
        do throws(SystemError) {
            try SystemFile.write(bytes, to: descriptor)
        } catch {
            if outlives.load(ordering: .relaxed) { return }
            exit(error.code == EPIPE ? 128 + SIGPIPE : 1)
        }
    }
}

private let outlives = Atomic<Bool>(false)
