import CCurl

/// Drives all transfers of one client. Everything here runs on one thread of its own.
///
/// The rule that keeps it simple: callbacks of libcurl only store bytes and resume continuations. Handles are
/// added and removed between two turns of `perform`.
final class Loop {
    private let inbox: Inbox
    private let options: HTTPClient.Options
    private let tls: TLSMaterial
    private let multi: MultiHandle

    /// Waiting and running.
    private var transfers: [Order.ID: Transfer] = [:]
    private var requests: Gate<Authority, Order.ID>
    private var streams: Gate<Authority, Order.ID>
    /// Let in by a gate, not yet given to libcurl.
    private var admitted = Queue<Order.ID>()
    /// No transfer is due before this.
    private var nextLook: ContinuousClock.Instant?
    private var isStopping = false

    /// nil when the system gives too little for it; `errno` tells of what.
    init?(_ inbox: Inbox, _ options: HTTPClient.Options) {
        guard let multi = MultiHandle(options) else { return nil }
        let waker = multi.waker
        self.multi = multi
        self.inbox = inbox
        self.options = options
        tls = TLSMaterial(options.tls)
        requests = Gate(limit: options.requestsPerHost)
        streams = Gate(limit: options.streamsPerHost)
        inbox.open(waker)
    }

    /// Returns after a shutdown, or when libcurl fails as a whole, with every transfer ended.
    func run() {
        var failure: String?
        while failure == nil {
            for command in inbox.drain() { obey(command) }
            if isStopping { break }
            launch()
            failure = multi.perform()
            while let (id, result) = multi.nextEnded() {
                if let transfer = transfers[id] {
                    end(transfer) { $0.end(result) }
                }
            }
            let sleep = expire()
            launch()
            failure = failure ?? multi.poll(atMost: sleep)
        }
        // A poll that fails does not sleep: to go on would be to spin.
        stop(because: failure.map { "libcurl cannot go on: \($0)" } ?? "the HTTP client is shut down")
    }

    private func obey(_ command: Command) {
        switch command {
        case .start(let order): accept(Transfer(order))
        case .cancel(let id):
            if let transfer = transfers[id] { end(transfer) { $0.fail(CancellationError()) } }
        case .resume(let id):
            guard let transfer = transfers[id] else { break }
            transfer.resume()
            look(at: transfer)
        case .shutdown: isStopping = true
        }
    }

    private func accept(_ transfer: Transfer) {
        let order = transfer.order
        transfers[order.id] = transfer
        look(at: transfer)
        let isFree =
            transfer.isStream
            ? streams.enter(order.id, order.authority) : requests.enter(order.id, order.authority)
        if isFree { admit(transfer) }
    }

    private func admit(_ transfer: Transfer) {
        transfer.isAdmitted = true
        admitted.append(transfer.order.id)
    }

    /// Gives to libcurl what the gates have let in.
    private func launch() {
        // One that fails at once lets another in.
        while let id = admitted.popFirst() {
            guard let transfer = transfers[id] else { continue }
            guard let easy = EasyHandle() else {
                end(transfer) { $0.fail($0.error(.transport, "no memory for a transfer")) }
                continue
            }
            easy.prepare(transfer.order.request, to: transfer.order.authority, options, tls)
            transfer.begin(with: easy)
            look(at: transfer)
            if let refusal = easy.refusal {
                end(transfer) { $0.end(refusal) }
            } else if let problem = multi.add(easy) {
                end(transfer) { $0.fail($0.error(.transport, problem)) }
            }
        }
    }

    /// Takes the transfer out of everything, tells the one who waits, and lets the next one in.
    ///
    /// Its handle is not used again: libcurl 7.88 lets some of them keep their buffers, and then refuses options
    /// even after a reset. What is dear to make are connections, and these belong to the multi handle.
    private func end(_ transfer: Transfer, telling tell: (Transfer) -> Void) {
        let order = transfer.order
        transfers[order.id] = nil
        tell(transfer)
        if let easy = transfer.easy {
            multi.remove(easy)
            transfer.easy = nil
        }
        leaveGate(transfer)
    }

    private func leaveGate(_ transfer: Transfer) {
        let (id, authority) = (transfer.order.id, transfer.order.authority)
        guard transfer.isAdmitted else {
            if transfer.isStream { streams.abandon(id, authority) } else { requests.abandon(id, authority) }
            return
        }
        let next = transfer.isStream ? streams.leave(authority) : requests.leave(authority)
        if let next = next.flatMap({ transfers[$0] }) { admit(next) }
    }

    private func look(at transfer: Transfer) {
        guard let due = transfer.due else { return }
        nextLook = nextLook.map { min($0, due) } ?? due
    }

    /// Ends the transfers whose time is over; gives how long the loop may sleep.
    private func expire() -> Duration {
        guard let planned = nextLook else { return .seconds(30) }
        let now = ContinuousClock.now
        if planned > now { return min(planned - now, .seconds(30)) }
        nextLook = nil
        for transfer in Array(transfers.values) {
            if let error = transfer.timeout(at: now) {
                end(transfer) { $0.fail(error) }
            } else {
                look(at: transfer)
            }
        }
        return nextLook.map { min($0 - now, .seconds(30)) } ?? .seconds(30)
    }

    private func stop(because reason: String) {
        let closed = HTTPError(kind: .closed, message: reason)
        for transfer in Array(transfers.values) { end(transfer) { $0.fail(closed) } }
        for case .start(let order) in inbox.close() { order.destination.fail(closed) }
    }
}
