import Core
import Diagnostics
import TestSupport

/// A provider that fails on purpose: it sees nothing of a kind, or a change fails before it is made or after it.
///
/// What fails follows from the seed and from what it is about, and not from the order of the calls.
struct FailingProvider: Provider {
    let inner: any Provider
    let seed: UInt64

    var scope: Scope { inner.scope }

    func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
        var observation = try await inner.observe(request)
        for kind in observation.looks.keys {
            var random = random(about: kind)
            if random.hits(12) { continue }
            observation.looks[kind] = Look(random.hits(3) ? .failed(Self.problem) : .notServed)
        }
        return observation
    }

    func perform(_ change: Change) async throws -> Outcome {
        var random = random(about: "\(change.action) \(change.id)")
        switch Int.random(in: 0..<6, using: &random) {
        case 0: throw Self.problem
        case 1:
            _ = try await inner.perform(change)
            throw Self.problem
        default: return try await inner.perform(change)
        }
    }

    private static let problem = Problem(
        "test.on-purpose", "it failed on purpose", detail: "", help: "try again", isRetryable: false)

    /// FNV-1a, so that it is the same in every run.
    private func random(about what: String) -> SeededGenerator {
        SeededGenerator(
            seed: "\(seed) \(what)".utf8.reduce(0xCBF2_9CE4_8422_2325) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01B3
            })
    }
}
