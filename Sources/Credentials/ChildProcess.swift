import Glibc
import HTTP
import Threads

/// A program that is run to its end, within bounds of time and output.
///
/// It has a process group of its own, no standard input, none of our files, and is killed with all that it has
/// started when the task is cancelled.
package struct ChildProcess: Sendable {
    /// Absolute, or relative to the working directory: nothing is searched for.
    package let path: String
    package let arguments: [String]
    package let environment: [String: String]
    package var timeLimit: Duration = .seconds(120)
    /// Bytes of standard output.
    package var outputLimit = 1 << 20
    /// Takes what it writes to standard error, as it comes.
    package var listener: @Sendable ([UInt8]) -> Void = { _ in }

    package init(path: String, arguments: [String], environment: [String: String]) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
    }

    package enum End: Hashable, Sendable {
        case exited(Int32)
        case signalled(Int32)
        /// The system's reason.
        case notStarted(Int32)
        case tooSlow
        case tooMuch
    }

    /// - Throws: `CancellationError`.
    package func run() async throws -> (end: End, output: [UInt8]) {
        let isCancelled = Locked(false)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                do throws(NoThread) {
                    try DetachedThread.start("plugin") {
                        continuation.resume(returning: runHere { isCancelled.withLock { $0 } })
                    }
                } catch {
                    continuation.resume(returning: (.notStarted(error.reason), []))
                }
            }
        } onCancel: {
            isCancelled.withLock { $0 = true }
        }
        try Task.checkCancellation()
        return result
    }

    /// Blocks the thread.
    private func runHere(until isCancelled: () -> Bool) -> (End, [UInt8]) {
        guard let output = Pipe(), let errors = Pipe() else { return (.notStarted(errno), []) }
        let child: pid_t
        do throws(SpawnFailure) {
            child = try spawn(output: output.writing, errors: errors.writing)
        } catch {
            return (.notStarted(error.reason), [])
        }
        output.closeWriting()
        errors.closeWriting()
        var collected: [UInt8] = []
        let deadline = ContinuousClock.now + timeLimit
        while true {
            // Looked at first: what it had written by then is in the pipe.
            let status = Self.status(of: child)
            let isOpen = Pipe.wait(for: [output, errors], milliseconds: status == nil ? 20 : 0)
            collected += output.readAvailable(atMost: outputLimit + 1 - collected.count)
            let words = errors.readAvailable(atMost: 64 << 10)
            if !words.isEmpty { listener(words) }
            if collected.count > outputLimit { return (end(child, status, as: .tooMuch), []) }
            if let status { return (status, collected) }
            if isCancelled() || ContinuousClock.now > deadline { return (end(child, nil, as: .tooSlow), []) }
            // It has closed both and goes on: poll would not wait any more.
            if !isOpen { usleep(5_000) }
        }
    }

    private func end(_ child: pid_t, _ status: End?, as end: End) -> End {
        if status == nil {
            kill(-child, SIGKILL)
            var ignored: Int32 = 0
            while unsafe waitpid(child, &ignored, 0) < 0, errno == EINTR {}
        }
        return end
    }

    /// Nil while it runs.
    private static func status(of child: pid_t) -> End? {
        var status: Int32 = 0
        guard unsafe waitpid(child, &status, WNOHANG) == child else { return nil }
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
    }
}

/// The two ends of a pipe, closed when it goes.
private final class Pipe {
    private let reading: Int32
    private(set) var writing: Int32
    private var isOpen = true

    init?() {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return nil }
        (reading, writing) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(reading)
        closeWriting()
    }

    func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }

    /// False when all are at their end.
    static func wait(for pipes: [Pipe], milliseconds: Int32) -> Bool {
        var polls = pipes.filter(\.isOpen).map { pollfd(fd: $0.reading, events: Int16(POLLIN), revents: 0) }
        guard !polls.isEmpty else { return false }
        unsafe poll(&polls, nfds_t(polls.count), milliseconds)
        return true
    }

    func readAvailable(atMost limit: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while isOpen, bytes.count < limit {
            let count = unsafe read(reading, &buffer, min(buffer.count, limit - bytes.count))
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 {
                isOpen = false
            } else if errno != EINTR {
                if errno != EAGAIN { isOpen = false }
                break
            }
        }
        return bytes
    }
}
