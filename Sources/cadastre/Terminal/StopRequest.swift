import Glibc
import Synchronization

/// Ctrl-C and SIGTERM: the first asks to stop after what is in flight, the second ends at once.
enum StopRequest {
    private static let count = Atomic<Int>(0)

    static var wasMade: Bool { count.load(ordering: .relaxed) > 0 }

    /// From here on the signals are asked for instead of ending the program.
    static func listen() {
        for signal in [SIGINT, SIGTERM] {
            unsafe Glibc.signal(signal) { _ in
                guard count.add(1, ordering: .relaxed).newValue == 1 else { _exit(130) }
                // Only write(2) is allowed here.
                let notice: StaticString = "\nstopping after what is in flight; again to stop at once\n"
                _ = unsafe write(STDERR_FILENO, notice.utf8Start, notice.utf8CodeUnitCount)
            }
        }
    }
}
