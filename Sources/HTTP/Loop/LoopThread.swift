import CCurl

extension Loop {
    /// Starts a thread that lives until the inbox gets a shutdown.
    static func start(_ inbox: Inbox, _ options: HTTPClient.Options) {
        _ = initializedOnce
        DetachedThread.start("http") { Loop(inbox, options).run() }
    }

    private static let initializedOnce: Void = {
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    }()
}
