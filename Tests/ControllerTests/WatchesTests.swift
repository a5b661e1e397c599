import Core
import Testing

@testable import Controller

@Suite struct WatchesTests {
    private struct Still: Watcher {
        let scope = Scope(.kubernetes, "east")
        func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
            Observation(scope: scope, at: Timestamp(seconds: 0))
        }
        func perform(_ change: Change) async throws -> Outcome { .applied }
        func watch(
            _ kinds: [Kind], of fleet: String, tell: @escaping @Sendable (WatchEvent) -> Void
        ) async throws(CancellationError) {}
    }

    private static func begin(_ watches: inout Watches, _ kinds: String...) {
        let blueprint = Blueprint(
            fleet: "parking", kinds: kinds.map { Kind($0) }, places: [:], tenants: [:], objects: [],
            safety: Safety(deletionBudget: .count(1)), specCount: 1)
        watches.begin(Still(), blueprint) { _ in }
    }

    @Test("What was lost is told once, and is back when the last of it is, through a new watch too")
    func back() {
        let scope = Still().scope
        var watches = Watches()
        Self.begin(&watches, "A", "B")
        var told = [watches.lose("A", in: scope), watches.lose("B", in: scope)]
        #expect(told == [true, false])
        Self.begin(&watches, "A", "B")
        told = [watches.lose("A", in: scope), watches.find("A", in: scope), watches.find("C", in: scope)]
        #expect(told == [false, false, false], "none of it is news")
        told = [watches.find("B", in: scope), watches.find("B", in: scope)]
        #expect(told == [true, false])
    }

    @Test("A kind that is not watched any more is not lost for ever")
    func dropped() {
        let scope = Still().scope
        var watches = Watches()
        Self.begin(&watches, "A", "B")
        _ = watches.lose("A", in: scope)
        watches.end()
        Self.begin(&watches, "B")
        let told = [watches.lose("B", in: scope), watches.find("B", in: scope)]
        #expect(told == [true, true])
    }
}
