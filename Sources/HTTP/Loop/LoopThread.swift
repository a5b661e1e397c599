import CCrypto
import CCurl
import Glibc
import Threads

extension Loop {
    /// Starts a thread that lives until the inbox gets a shutdown.
    static func start(_ inbox: Inbox, _ options: HTTPClient.Options) throws(HTTPError) {
        _ = initializedOnce
        guard let loop = Loop(inbox, options) else {
            throw .refused(.connect, "the system gives no room for connections", errno)
        }
        openLoops.add(inbox)
        do throws(NoThread) {
            try DetachedThread.start("http", stack: options.stack) {
                run(loop)
                // Here and not when the thread is gone, which may be in the middle of an exit.
                OPENSSL_thread_stop()
                openLoops.remove(inbox)
            }
        } catch {
            openLoops.remove(inbox)
            throw .refused(.noThread, "the system gives no thread to send it from", error.reason)
        }
    }

    /// When it returns, the loop's connections are closed.
    private static func run(_ loop: consuming Loop) { loop.run() }

    private static let initializedOnce: Void = {
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
        // Of what is to be done at the exit, the last that was said is done first: before the TLS library takes itself
        // apart, which it does whatever threads are still using it.
        unsafe on_exit({ status, _ in leave(status) }, nil)
    }()
}

private let openLoops = OpenLoops()

/// Goes on with the exit once no thread uses the TLS library any more. Where one does not come to an end, the process
/// ends without taking anything apart.
private func leave(_ status: Int32) {
    if openLoops.shutdown(patience: 1_000) { return }
    fflush(nil)
    _exit(status)
}

/// The loops of this process whose threads have not ended.
private final class OpenLoops: Sendable {
    private let inboxes = Locked<[ObjectIdentifier: Inbox]>([:])

    func add(_ inbox: Inbox) { inboxes.withLock { $0[ObjectIdentifier(inbox)] = inbox } }

    func remove(_ inbox: Inbox) { inboxes.withLock { $0[ObjectIdentifier(inbox)] = nil } }

    /// Whether all threads have ended.
    ///
    /// - Parameter patience: how many milliseconds to wait for the threads: one that resolves a name cannot be hurried.
    func shutdown(patience: Int) -> Bool {
        for inbox in inboxes.withLock({ Array($0.values) }) { inbox.send(.shutdown) }
        for _ in 0..<patience where !inboxes.withLock(\.isEmpty) { usleep(1_000) }
        return inboxes.withLock(\.isEmpty)
    }
}
