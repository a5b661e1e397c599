package import Foundation
import Glibc

/// Foundation learns of a process's end from a socket, which other children may have inherited: then it hears nothing for as
/// long as they run. The system itself knows.
extension Process {
    /// Blocks until it has ended; its exit code, or the negative number of the signal that ended it.
    @discardableResult
    package func awaitEnd() -> Int32 {
        while true {
            if let code = reaped(options: 0) { return code }
        }
    }

    /// As `awaitEnd`, and holds up no thread.
    package func end() async throws -> Int32 {
        while true {
            if let code = reaped(options: WNOHANG) { return code }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Nil while it runs.
    private func reaped(options: Int32) -> Int32? {
        var status: Int32 = 0
        let found = unsafe waitpid(processIdentifier, &status, options)
        if found == processIdentifier {
            let signal = status & 0x7F
            return signal == 0 ? status >> 8 & 0xFF : -signal
        }
        guard found == -1, errno == ECHILD, !isRunning else {
            // Foundation was first, and is about to say so.
            if found == -1 { usleep(1_000) }
            return nil
        }
        return terminationReason == .uncaughtSignal ? -terminationStatus : terminationStatus
    }
}
