import CCurl
import Glibc

/// A thread for work that blocks, outside of the pool in which tasks run.
package enum DetachedThread {
    /// Runs the work on a thread of its own, which ends with it.
    ///
    /// All signals are blocked on it: they are the main thread's business, and a write to a closed connection
    /// is an error and no SIGPIPE, without changing what SIGPIPE does to the rest of the process.
    package static func start(_ name: String, _ work: @escaping @Sendable () -> Void) {
        var blocked = sigset_t()
        var previous = sigset_t()
        unsafe sigfillset(&blocked)
        // A new thread inherits the mask.
        unsafe pthread_sigmask(SIG_SETMASK, &blocked, &previous)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &previous, nil) }

        let work = unsafe Unmanaged.passRetained(Work(work))
        var thread = pthread_t()
        let status = unsafe pthread_create(
            &thread, nil,
            { context in
                if let context = unsafe context {
                    unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
                }
                return nil
            }, work.toOpaque())
        guard status == 0 else { fatalError("no thread for \(name): error \(status)") }
        unsafe pthread_setname_np(thread, name)
        pthread_detach(thread)
    }

    private final class Work: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
