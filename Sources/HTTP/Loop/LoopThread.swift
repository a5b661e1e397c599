import CCurl
import Glibc

extension Loop {
    /// Starts a thread that lives until the inbox gets a shutdown.
    ///
    /// All signals are blocked on it: they are the main thread's business, and a write to a closed connection
    /// is an error and no SIGPIPE, without changing what SIGPIPE does to the rest of the process.
    static func start(_ inbox: Inbox, _ options: HTTPClient.Options) {
        _ = initializedOnce
        var blocked = sigset_t()
        var previous = sigset_t()
        unsafe sigfillset(&blocked)
        // A new thread inherits the mask.
        unsafe pthread_sigmask(SIG_SETMASK, &blocked, &previous)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &previous, nil) }

        let work = unsafe Unmanaged.passRetained(Work(inbox, options))
        var thread = pthread_t()
        let status = unsafe pthread_create(
            &thread, nil,
            { context in
                if let context = unsafe context {
                    unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
                }
                return nil
            }, work.toOpaque())
        guard status == 0 else { fatalError("no thread for HTTP: error \(status)") }
        unsafe pthread_setname_np(thread, "http")
        pthread_detach(thread)
    }

    private final class Work: Sendable {
        private let inbox: Inbox
        private let options: HTTPClient.Options

        init(_ inbox: Inbox, _ options: HTTPClient.Options) {
            self.inbox = inbox
            self.options = options
        }

        func run() { Loop(inbox, options).run() }
    }

    private static let initializedOnce: Void = {
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    }()
}
