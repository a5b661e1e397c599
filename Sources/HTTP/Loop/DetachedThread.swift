import CCurl
import Glibc

/// The system gives no thread: its limit is reached, or there is no memory for a stack.
package struct NoThread: Error, Hashable, Sendable {
    /// As in `errno`.
    package let reason: Int32
}

/// A thread for work that blocks, outside of the pool in which tasks run.
package enum DetachedThread {
    /// Runs the work on a thread of its own, which ends with it.
    ///
    /// All signals are blocked on it: they are the main thread's business, and a write to a closed connection
    /// is an error and no SIGPIPE, without changing what SIGPIPE does to the rest of the process.
    ///
    /// - Parameter stack: bytes; nil is as many as the system usually gives.
    package static func start(
        _ name: String, stack: Int? = nil, _ work: sending @escaping () -> Void
    ) throws(NoThread) {
        var blocked = sigset_t()
        var previous = sigset_t()
        unsafe sigfillset(&blocked)
        // A new thread inherits the mask.
        unsafe pthread_sigmask(SIG_SETMASK, &blocked, &previous)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &previous, nil) }

        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        if let stack { unsafe pthread_attr_setstacksize(&attributes, stack) }
        let work = unsafe Unmanaged.passRetained(Work(work))
        var thread = pthread_t()
        let status = unsafe pthread_create(
            &thread, &attributes,
            { context in
                if let context = unsafe context {
                    unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
                }
                return nil
            }, work.toOpaque())
        guard status == 0 else {
            unsafe work.release()
            throw NoThread(reason: status)
        }
        unsafe pthread_setname_np(thread, name)
        pthread_detach(thread)
    }

    private final class Work {
        let run: () -> Void

        init(_ run: @escaping () -> Void) { self.run = run }
    }
}
