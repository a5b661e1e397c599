import Glibc
import Synchronization

/// Ctrl-C and SIGTERM: the first asks to stop after what is in flight, the second ends at once.
enum StopRequest {
    static var wasMade: Bool { requests.load(ordering: .relaxed) > 0 }

    /// From here on the signals are asked for instead of ending the program.
    static func listen() {
        for signal in [SIGINT, SIGTERM] { Glibc.signal(signal, take) }
    }
}

// A signal handler can have no context: hence a value of the file, and a function that touches only it.
private let requests = Atomic<Int>(0)

private func take(_ signal: Int32) {
    guard requests.add(1, ordering: .relaxed).newValue == 1 else { _exit(130) }
    // Only write(2) is allowed here.
    let notice: StaticString = "\nstopping after what is in flight; again to stop at once\n"
    _ = unsafe write(STDERR_FILENO, notice.utf8Start, notice.utf8CodeUnitCount)
}
