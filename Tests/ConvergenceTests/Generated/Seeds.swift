import Foundation
import Testing

/// The seeds of generated cases. `CADASTRE_SEEDS=417` runs one of them alone, `CADASTRE_SEEDS=5000-5999` others.
enum Seeds {
    /// In portions that tests run side by side.
    static var portions: [ClosedRange<UInt64>] {
        let bounds = (ProcessInfo.processInfo.environment["CADASTRE_SEEDS"] ?? "0-999").split(separator: "-")
            .compactMap { UInt64($0) }
        guard let first = bounds.first, let last = bounds.last, first <= last else { return [] }
        return stride(from: first, through: last, by: 250).map { $0...min($0 + 249, last) }
    }

    /// Runs the body for each seed, and says of which seed an issue is.
    static func check(_ seeds: ClosedRange<UInt64>, _ body: (UInt64) async throws -> Void) async {
        for seed in seeds {
            // These compute for minutes, and tests beside them wait for servers.
            await Task.yield()
            do {
                try await body(seed)
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
        }
    }
}

/// What must hold and does not.
struct Broken: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

func require(_ condition: Bool, _ words: @autoclosure () -> String) throws(Broken) {
    if !condition { throw Broken(words()) }
}
