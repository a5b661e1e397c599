/// Does a piece of work once for all who ask for it while it is under way.
///
/// Who is cancelled stops waiting at once; when nobody waits any more, the work is cancelled too.
package final class SingleFlight<Value: Sendable>: Sendable {
    private typealias Waiter = CheckedContinuation<Value, any Error>

    private struct Flight: Sendable {
        let number: Int
        let task: Task<Void, Never>
        var waiters: [Int: Waiter]
    }

    private struct State: Sendable {
        var flight: Flight?
        var flights = 0
        var tickets = 0
    }

    private let state = Locked(State())

    package init() {}

    package func share(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                join(ticket, waiter, work)
                // A cancellation that came before found nobody to send away.
                if Task.isCancelled { leave(ticket) }
            }
        } onCancel: {
            leave(ticket)
        }
    }

    private func join(_ ticket: Int, _ waiter: Waiter, _ work: @escaping @Sendable () async throws -> Value) {
        state.withLock { state in
            if state.flight != nil {
                state.flight?.waiters[ticket] = waiter
                return
            }
            state.flights += 1
            let number = state.flights
            let task = Task {
                do {
                    let value = try await work()
                    land(number, .success(value))
                } catch {
                    land(number, .failure(error))
                }
            }
            state.flight = Flight(number: number, task: task, waiters: [ticket: waiter])
        }
    }

    private func leave(_ ticket: Int) {
        let (waiter, abandoned) = state.withLock { state -> (Waiter?, Task<Void, Never>?) in
            guard let waiter = state.flight?.waiters.removeValue(forKey: ticket) else { return (nil, nil) }
            guard let flight = state.flight, flight.waiters.isEmpty else { return (waiter, nil) }
            state.flight = nil
            return (waiter, flight.task)
        }
        abandoned?.cancel()
        waiter?.resume(throwing: CancellationError())
    }

    private func land(_ number: Int, _ result: Result<Value, any Error>) {
        let waiters = state.withLock { state -> [Waiter] in
            guard let flight = state.flight, flight.number == number else { return [] }
            state.flight = nil
            return Array(flight.waiters.values)
        }
        for waiter in waiters { waiter.resume(with: result) }
    }
}
