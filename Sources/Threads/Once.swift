/// A value that many ask for and that is got once: whoever asks meanwhile waits for it, and whoever asks later has it.
/// Where getting it fails, who asks next tries again.
package final class Once<Value: Sendable>: Sendable {
    private let kept = Locked<Value?>(nil)
    private let flights = SingleFlight<Value>()
    private let work: @Sendable () async throws -> Value

    package init(_ work: @escaping @Sendable () async throws -> Value) { self.work = work }

    package func value() async throws -> Value {
        if let value = kept.withLock({ $0 }) { return value }
        return try await flights.share { [self] in
            // Another flight may have landed since.
            if let value = kept.withLock({ $0 }) { return value }
            let value = try await work()
            kept.withLock { $0 = value }
            return value
        }
    }
}
