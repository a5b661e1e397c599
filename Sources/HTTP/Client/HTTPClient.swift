import Threads

/// HTTP/1.1 and HTTP/2 for one identity: one TLS configuration, one pool of connections, one thread.
///
/// TLS belongs to the client and not to the request because libcurl reuses a connection by comparing
/// certificate and authorities but not the key: two identities must never share a client.
///
/// Guarantees: every call ends, with an answer or an error, once its task is cancelled, its timeout is over or
/// the client is shut down; per host no more than the options allow are in flight and the rest wait in order.
///
/// Releasing the client shuts it down; a body that is being read keeps it alive.
package final class HTTPClient: Sendable {
    package let options: Options
    let budgets: RetryBudgets
    private let inbox = Inbox()
    private let hasBegun = Locked(false)

    package init(_ options: Options = Options()) {
        self.options = options
        budgets = RetryBudgets(options.retryBudget)
    }

    deinit { inbox.send(.shutdown) }

    /// Ends everything in flight with `HTTPError.Kind.closed`, and so every later call.
    package func shutdown() { inbox.send(.shutdown) }

    /// Sends the request and reads the whole answer, whatever its status.
    ///
    /// Throws `HTTPError`, or `CancellationError` when the task is cancelled.
    package func execute(_ request: HTTPRequest) async throws -> HTTPResponse {
        let authority = try request.validated()
        return try await submit { id, continuation in
            Order(id: id, request, authority, to: .response(continuation))
        }
    }

    /// Sends the request and returns with the head; the body is read as it comes, and a slow reader slows the server.
    ///
    /// Streams have slots of their own, so that watches never starve requests; a stream keeps its slot until
    /// its body has ended or is released. Throws `HTTPError`, or `CancellationError` when the task is cancelled.
    package func stream(_ request: HTTPRequest) async throws -> (head: HTTPHead, body: HTTPBody) {
        let authority = try request.validated()
        let sink = BodySink()
        let id = inbox.nextID()
        let head: HTTPHead = try await submit(id) { id, continuation in
            Order(id: id, request, authority, to: .head(continuation, sink))
        }
        return (head, HTTPBody(sink: sink, stream: OpenStream(client: self, id: id)))
    }

    func cancel(_ id: Order.ID) { inbox.send(.cancel(id)) }

    func resume(_ id: Order.ID) { inbox.send(.resume(id)) }

    /// Starts the loop with the first request; where the system gives too little for it, the next tries again.
    private func begin() throws(HTTPError) {
        try hasBegun.withLock { hasBegun throws(HTTPError) in
            if hasBegun { return }
            try Loop.start(inbox, options)
            hasBegun = true
        }
    }

    private func submit<Answer: Sendable>(
        _ id: Order.ID? = nil, _ order: (Order.ID, CheckedContinuation<Answer, any Error>) -> Order
    ) async throws -> Answer {
        try Task.checkCancellation()
        try begin()
        let id = id ?? inbox.nextID()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let order = order(id, continuation)
                guard inbox.send(.start(order)) else {
                    order.destination.fail(
                        HTTPError(
                            .closed, "the HTTP client is shut down", at: order.authority, sentNothing: true))
                    return
                }
                // A cancellation that reached the loop before the start found nothing to cancel.
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
    }
}

extension HTTPClient {
    package struct Options: Sendable {
        /// Which proxy to use.
        package enum Proxy: Hashable, Sendable {
            /// `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, as libcurl reads them.
            case environment
            case none
            /// This one for every host, whatever the environment says.
            case address(ProxyAddress)
        }

        package var tls: TLSSettings
        /// Sent with every request that has no `User-Agent` of its own; nil sends none.
        package var userAgent: String?
        /// Calls of `execute` in flight per scheme, host and port. Together with `streamsPerHost` below 100, the usual
        /// bound of one HTTP/2 connection, past which libcurl opens a connection for each request.
        package var requestsPerHost = 64
        /// Calls of `stream` with an unfinished body, likewise.
        package var streamsPerHost = 32
        /// Over all hosts.
        package var maxConnections = 256
        package var allowsHTTP2 = true
        package var proxy = Proxy.environment
        /// Of the client's thread, in bytes; nil is as many as the system usually gives.
        var stack: Int?
        /// What each host's budget starts from.
        package var retryBudget = RetryBudget()

        package init(tls: TLSSettings = TLSSettings(), userAgent: String? = nil) {
            self.tls = tls
            self.userAgent = userAgent
        }
    }
}
