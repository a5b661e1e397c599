package import Core
import Glibc

/// What time it is, how one waits, and what is left to chance: the edge at which all three come in.
package struct Timing: Sendable {
    package var now: @Sendable () -> Timestamp
    /// Throws `CancellationError`.
    package var sleep: @Sendable (Duration) async throws -> Void
    package var random: @Sendable () -> UInt64

    package init(
        now: @escaping @Sendable () -> Timestamp, sleep: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> UInt64
    ) {
        self.now = now
        self.sleep = sleep
        self.random = random
    }

    package static let system = Timing(
        now: { Timestamp(seconds: Int64(time(nil))) }, sleep: { try await Task.sleep(for: $0) },
        random: {
            var system = SystemRandomNumberGenerator()
            return system.next()
        })

    /// Twice 64 random bits in the form of a UUID, as AWS's tokens mostly are.
    func token() -> String {
        let digits = [random(), random()].map { bits in
            let digits = String(bits, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
        var parts: [Substring] = []
        var rest = digits[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }
}

/// A `Timing`'s chance as a generator.
struct Chance: RandomNumberGenerator {
    let timing: Timing

    mutating func next() -> UInt64 { timing.random() }
}
