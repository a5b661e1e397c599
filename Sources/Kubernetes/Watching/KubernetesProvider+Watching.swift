package import Core
import Threads

extension KubernetesProvider: Watcher {
    /// One connection for each kind. A kind that cannot be watched, or is not served yet, is tried again for ever.
    package func watch(
        _ kinds: [Kind], of fleet: String, tell: @escaping @Sendable (WatchEvent) -> Void
    ) async throws(CancellationError) {
        // All at once, so that not each kind has to ask for itself, and everybody has to look but once.
        remember(try await Discovery(server: server).find(kinds))
        try await withCancellation {
            let begun = try await concurrently(kinds, atMost: max(1, kinds.count)) { kind in
                let watch = try? await watch(kind, fleet, tell)
                return (kind, watch, try? await watch?.begin())
            }
            // A server that is away has nothing to look at yet.
            if begun.contains(where: { $0.2 != nil }) { tell(.everything) }
            _ = try await concurrently(begun, atMost: max(1, begun.count)) { kind, watch, place in
                if let watch { try await watch.run(from: place) }
                try await run(kind, fleet, tell)
            }
        }
    }

    /// As soon as it is served.
    private func run(_ kind: Kind, _ fleet: String, _ tell: @escaping @Sendable (WatchEvent) -> Void)
        async throws
    {
        var isTold = false
        while true {
            do {
                try await watch(kind, fleet, tell).run(from: nil)
            } catch let problem as Problem {
                if !isTold { tell(.lost(kind: kind.name, problem)) }
                isTold = true
                try await Task.sleep(for: problem.isRetryable ? .seconds(10) : .seconds(180))
            }
        }
    }

    private func watch(
        _ kind: Kind, _ fleet: String, _ tell: @escaping @Sendable (WatchEvent) -> Void
    ) async throws -> KindWatch {
        KindWatch(
            scope: scope, served: try await served(kind), fleet: fleet, server: server,
            rhythm: KindWatch.Rhythm(),
            tell: tell)
    }
}
