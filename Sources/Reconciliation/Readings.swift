import Core
import Threads
import Values

/// Asks objects for what others need of them, each once an apply: all that a tenant has in its namespace needs the same.
final class Readings: Sendable {
    private let ask: @Sendable (Reference) async throws -> Secret?
    private let asked = Locked<[Reference: Once<Secret>]>([:])

    private struct NotThere: Error {}

    /// - Parameter ask: nil for what is not there yet, which is asked for again.
    init(_ ask: @escaping @Sendable (Reference) async throws -> Secret?) { self.ask = ask }

    func value(of reference: Reference) async throws -> Secret? {
        let once = asked.withLock { [ask] asked in
            if let once = asked[reference] { return once }
            let once = Once {
                guard let value = try await ask(reference) else { throw NotThere() }
                return value
            }
            asked[reference] = once
            return once
        }
        do { return try await once.value() } catch is NotThere { return nil }
    }
}
