import HTTP

/// A client that no proxy of the environment gets between.
func localClient(_ change: (inout HTTPClient.Options) -> Void = { _ in }) -> HTTPClient {
    var options = HTTPClient.Options(userAgent: "tests/1")
    options.proxy = .none
    change(&options)
    return HTTPClient(options)
}

/// Waits for what another thread is about to do; false when it has not come after a long time.
func eventually(_ condition: () -> Bool) async throws -> Bool {
    for _ in 0..<2000 {
        if condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return condition()
}

/// The `HTTPError` that the operation ends with, nil when it succeeds or throws something else.
func failure(_ operation: () async throws -> Void) async -> HTTPError? {
    do {
        try await operation()
        return nil
    } catch {
        return error as? HTTPError
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
