import CCurl

/// Owner of the libcurl multi handle: all connections of one client.
@safe struct MultiHandle: ~Copyable {
    private let raw: UnsafeMutableRawPointer

    /// nil when there is no memory, or no file descriptor, for it; `errno` tells which.
    init?(_ options: HTTPClient.Options) {
        guard let raw = unsafe curl_multi_init() else { return nil }
        unsafe self.raw = raw
        set(CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        set(CURLMOPT_MAX_CONCURRENT_STREAMS, 100)
        set(CURLMOPT_MAX_TOTAL_CONNECTIONS, options.maxConnections)
        set(CURLMOPT_MAXCONNECTS, options.maxConnections)
    }

    deinit { unsafe curl_multi_cleanup(raw) }

    var waker: Waker { unsafe Waker(multi: raw) }

    /// nil when the transfer is under way.
    func add(_ easy: EasyHandle) -> String? { failure(unsafe curl_multi_add_handle(raw, easy.raw)) }

    func remove(_ easy: EasyHandle) { unsafe curl_multi_remove_handle(raw, easy.raw) }

    /// What keeps libcurl as a whole from working; nil when it works.
    func perform() -> String? {
        var running: Int32 = 0
        return failure(unsafe curl_multi_perform(raw, &running))
    }

    /// The next transfer that has ended, by its number, and how.
    func nextEnded() -> (id: UInt, result: CURLcode)? {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(raw, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
            var id: UnsafeMutableRawPointer?
            unsafe ccurl_get_pointer(message.pointee.easy_handle, CURLINFO_PRIVATE, &id)
            return (UInt(bitPattern: id), unsafe ccurl_message_result(message))
        }
        return nil
    }

    /// Sleeps until a socket is ready, libcurl has a timer due, or somebody wakes it. Returns as `perform`.
    func poll(atMost time: Duration) -> String? {
        failure(unsafe curl_multi_poll(raw, nil, 0, Int32(clamping: time.milliseconds), nil))
    }

    private func failure(_ code: CURLMcode) -> String? {
        code == CURLM_OK ? nil : unsafe String(cString: curl_multi_strerror(code))
    }

    private func set(_ option: CURLMoption, _ value: Int) { unsafe ccurl_multi_set_long(raw, option, value) }
}

/// The one thing that other threads may do to a multi handle, as long as it lives.
@safe struct Waker: @unchecked Sendable {
    fileprivate let multi: UnsafeMutableRawPointer

    func wake() { unsafe curl_multi_wakeup(multi) }
}

extension Duration {
    /// Rounded up, so that a timer never fires before its time; at least 0.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let rest = (Int(attoseconds) + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int(min(seconds, 1 << 32)) * 1000 + rest
    }
}
