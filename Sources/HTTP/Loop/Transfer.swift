import CCurl

/// One request on the loop's thread, from its arrival there to its end.
final class Transfer {
    let order: Order
    /// Holds a slot of its gate.
    var isAdmitted = false
    /// nil before libcurl has it.
    var easy: EasyHandle?

    private var destination: Destination
    private var parser = HeadParser()
    private var head: HTTPHead?
    private var body: [UInt8] = []
    private var isTooLarge = false
    private var isPaused = false
    private var lastByte = ContinuousClock.now

    init(_ order: Order) {
        self.order = order
        destination = order.destination
    }

    var isStream: Bool {
        if case .response = order.destination { false } else { true }
    }

    func begin(with easy: EasyHandle) {
        self.easy = easy
        lastByte = .now
        // Unretained: the loop keeps the transfer for as long as the handle is in use.
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe easy.set(CURLOPT_PRIVATE, UnsafeMutableRawPointer(bitPattern: order.id))
        unsafe easy.set(CURLOPT_HEADERDATA, context)
        unsafe easy.set(CURLOPT_WRITEDATA, context)
        unsafe easy.set(CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
            unsafe Transfer.of(context)?.readHeader(UnsafeRawBufferPointer(start: bytes, count: count))
            return count
        }
        unsafe easy.set(CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
            unsafe Transfer.of(context)?.readBody(UnsafeRawBufferPointer(start: bytes, count: count)) ?? 0
        }
    }

    func resume() {
        isPaused = false
        lastByte = .now
        easy?.resume()
    }

    func fail(_ error: any Error) { destination.fail(error) }

    /// libcurl has ended the transfer; `easy` is still there.
    func end(_ result: CURLcode) {
        if isTooLarge {
            fail(error(.bodyTooLarge, "the body has more than \(order.request.maxBody) bytes"))
        } else if result != CURLE_OK {
            fail(
                HTTPError(
                    result, detail: easy?.failureText ?? "", at: order.authority, sentNothing: sentNothing))
        } else if let head {
            destination.succeed(HTTPResponse(head: head, body: body))
        } else {
            fail(error(.transport, "the answer has no head"))
        }
    }

    func error(_ kind: HTTPError.Kind, _ message: String) -> HTTPError {
        HTTPError(kind, message, at: order.authority, sentNothing: sentNothing)
    }

    private var sentNothing: Bool { easy.map { !$0.hasBegunRequest } ?? true }
}

// MARK: - Time

extension Transfer {
    /// When to look at it again, if ever.
    var due: ContinuousClock.Instant? {
        switch (order.deadline, silenceEnds) {
        case (let deadline?, let silence?): min(deadline, silence)
        case (let deadline, let silence): deadline ?? silence
        }
    }

    func timeout(at now: ContinuousClock.Instant) -> HTTPError? {
        if let deadline = order.deadline, deadline <= now, let timeout = order.request.timeout {
            let what = easy == nil ? "no free slot" : head == nil ? "no answer" : "no complete answer"
            return error(.timeout, "\(what) within \(timeout)")
        }
        if let silenceEnds, silenceEnds <= now, let idleTimeout = order.request.idleTimeout {
            return error(.timeout, "silent for \(idleTimeout)")
        }
        return nil
    }

    private var silenceEnds: ContinuousClock.Instant? {
        guard easy != nil, !isPaused, let idleTimeout = order.request.idleTimeout else { return nil }
        return lastByte + min(idleTimeout, .seconds(31_536_000))
    }
}

// MARK: - libcurl's callbacks

extension Transfer {
    private static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        unsafe context.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func readHeader(_ line: UnsafeRawBufferPointer) {
        if order.request.idleTimeout != nil { lastByte = .now }
        guard let head = unsafe parser.read(line) else { return }
        self.head = head
        destination = destination.begin(head)
    }

    /// How many bytes were taken: all, none (which ends the transfer), or the sign to pause.
    private func readBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        if order.request.idleTimeout != nil { lastByte = .now }
        switch destination {
        case .body(let sink), .head(_, let sink):
            guard unsafe sink.push(bytes) else {
                isPaused = true
                return Int(CURL_WRITEFUNC_PAUSE)
            }
        case .response:
            guard body.count + bytes.count <= order.request.maxBody else {
                isTooLarge = true
                return 0
            }
            if body.isEmpty, let length = easy?.announcedLength, length <= order.request.maxBody {
                body.reserveCapacity(length)
            }
            unsafe body.append(contentsOf: bytes)
        }
        return bytes.count
    }
}
