import Core
import Threads

/// A provider whose every call waits until the test lets it end.
final class GatedProvider: Provider {
    let scope: Scope
    private let state = Locked(State())

    private struct State {
        var calls: [Call] = []
        var arrivals: [CheckedContinuation<Void, Never>] = []
    }

    private struct Call {
        let name: String
        let answer: CheckedContinuation<Result<Outcome, Problem>, Never>
    }

    init(_ scope: Scope = Sample.east) { self.scope = scope }

    /// Names of the changes that wait for an answer, in the order of their calls.
    var inFlight: [String] { state.withLock { $0.calls.map(\.name) } }

    func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
        Observation(scope: scope, at: Timestamp(seconds: 0))
    }

    func perform(_ change: Change) async throws -> Outcome {
        let result = await withCheckedContinuation { answer in
            let arrivals = state.withLock { state in
                state.calls.append(Call(name: change.id.name, answer: answer))
                defer { state.arrivals = [] }
                return state.arrivals
            }
            for arrival in arrivals { arrival.resume() }
        }
        return try result.get()
    }

    /// Until this many calls are in flight.
    func holds(_ count: Int) async { await arrives { $0.calls.count >= count } }

    /// Lets the call for the change of this name end, as soon as it has come.
    func answer(_ name: String, _ result: Result<Outcome, Problem> = .success(.applied)) async {
        await arrives { state in state.calls.contains { $0.name == name } }
        let call = state.withLock { state in
            state.calls.firstIndex { $0.name == name }.map { state.calls.remove(at: $0) }
        }
        call?.answer.resume(returning: result)
    }

    private func arrives(_ isThere: @Sendable (borrowing State) -> Bool) async {
        while !state.withLock({ isThere($0) }) {
            await withCheckedContinuation { arrival in
                let isLate = state.withLock { state in
                    if isThere(state) { return true }
                    state.arrivals.append(arrival)
                    return false
                }
                if isLate { arrival.resume() }
            }
        }
    }
}
