import Glibc
import Synchronization

/// Ctrl-C and SIGTERM: the first asks to stop after what is in flight, the second ends at once.
enum StopRequest {
    static var wasMade: Bool { requests.load(ordering: .relaxed) > 0 }

    /// From here on the signals are asked for instead of ending the program.
    ///
    /// - Parameter quietly: says nothing when one comes, because somebody else does.
    static func listen(quietly: Bool = false) {
        var numbers = sigset_t()
        unsafe sigemptyset(&numbers)
        for number in [SIGINT, SIGTERM] {
            unsafe sigaddset(&numbers, number)
            if quietly { signal(number, takeQuietly) } else { signal(number, take) }
        }
        // Whoever started this may have blocked them.
        unsafe pthread_sigmask(SIG_UNBLOCK, &numbers, nil)
    }
}

// A signal handler can have no context: hence a value of the file, and a function that touches only it.
private let requests = Atomic<Int>(0)

private func takeQuietly(_ signal: Int32) {
    guard requests.add(1, ordering: .relaxed).newValue == 1 else { _exit(130) }
}

private func take(_ signal: Int32) {
    takeQuietly(signal)
    // Only write(2) is allowed here.
    let notice: StaticString = "\nstopping after what is in flight; again to stop at once\n"
    _ = unsafe write(STDERR_FILENO, notice.utf8Start, notice.utf8CodeUnitCount)
}
