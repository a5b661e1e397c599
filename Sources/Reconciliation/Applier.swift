package import Core

/// Makes the changes of a plan: in the order of their needs, concurrently within a bound per scope.
package struct Applier: Sendable {
    /// What happens while a plan is applied, for whoever shows progress.
    package enum Event: Sendable {
        case started(Change)
        case waiting(Change, for: String)
        case finished(Change, ApplySchedule.Result)
    }

    private let providers: [Scope: any Provider]
    private let inFlightPerScope: Int
    private let waits: Bool

    /// - Parameters:
    ///   - inFlightPerScope: how many changes may be under way at once in one scope.
    ///   - waits: whether changes that the world takes its time for are awaited; if not, they end as `waiting`.
    package init(_ providers: [any Provider], inFlightPerScope: Int = 16, waits: Bool = true) {
        self.providers = Dictionary(providers.map { ($0.scope, $0) }, uniquingKeysWith: { first, _ in first })
        self.inFlightPerScope = inFlightPerScope
        self.waits = waits
    }

    /// Returns when all that could be done is done.
    ///
    /// - Parameters:
    ///   - shouldStop: asked before each start; once true, what is in flight ends and nothing more begins.
    ///   - report: called in one task, in order.
    package func apply(
        _ plan: Plan, shouldStop: @Sendable () -> Bool = { false }, report: (Event) -> Void = { _ in }
    ) async -> ApplyReport {
        var schedule = ApplySchedule(plan)
        let scopes = schedule.scopes.sorted()
        var inFlight: [Scope: Int] = [:]
        await withTaskGroup(of: Attempt.self) { group in
            func startWhatMay() {
                for scope in scopes {
                    while inFlight[scope, default: 0] < inFlightPerScope, !shouldStop(),
                        let place = schedule.next(in: scope)
                    {
                        inFlight[scope, default: 0] += 1
                        report(.started(schedule.changes[place]))
                        attempt(place, schedule.changes[place], after: nil, in: &group)
                    }
                }
            }
            startWhatMay()
            while let attempt = await group.next() {
                let change = schedule.changes[attempt.place]
                if !attempt.wasWaiting { inFlight[change.id.scope, default: 1] -= 1 }
                switch attempt.end {
                case .pending(let delay, let reason) where waits && !shouldStop():
                    report(.waiting(change, for: reason))
                    self.attempt(attempt.place, change, after: delay, in: &group)
                case .pending(_, let reason): finish(attempt.place, .waiting(reason))
                case .applied: finish(attempt.place, .applied)
                case .failed(let problem): finish(attempt.place, .failed(problem))
                }
                startWhatMay()
            }
            func finish(_ place: Int, _ result: ApplySchedule.Result) {
                schedule.finished(place, result)
                report(.finished(schedule.changes[place], result))
            }
        }
        schedule.stop()
        return ApplyReport(schedule)
    }

    private struct Attempt: Sendable {
        enum End { case applied, pending(Duration, String), failed(Problem) }
        let place: Int
        /// It slept first, and so held none of the scope's places.
        let wasWaiting: Bool
        let end: End
    }

    private func attempt(
        _ place: Int, _ change: Change, after delay: Duration?, in group: inout TaskGroup<Attempt>
    ) {
        let provider = providers[change.id.scope]
        group.addTask {
            let end = await Self.perform(change, with: provider, after: delay)
            return Attempt(place: place, wasWaiting: delay != nil, end: end)
        }
    }

    private static func perform(
        _ change: Change, with provider: (any Provider)?, after delay: Duration?
    ) async -> Attempt.End {
        guard let provider else {
            return .failed(Problem("apply.no-provider", "nothing is connected to \(change.id.scope)"))
        }
        do {
            if let delay { try await Task.sleep(for: delay) }
            switch try await provider.perform(change) {
            case .applied: return .applied
            case .pending(let delay, let reason): return .pending(delay, reason)
            }
        } catch let problem as Problem {
            return .failed(problem)
        } catch is CancellationError {
            return .failed(
                Problem(
                    "apply.cancelled", "stopped before the answer came",
                    help: "plan again to see what was done"))
        } catch {
            return .failed(Problem("apply.unexpected", "\(error)"))
        }
    }
}
