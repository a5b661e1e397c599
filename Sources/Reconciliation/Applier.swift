package import Core
import Values

/// Makes the changes of a plan: in the order of their needs, concurrently within a bound per scope.
package struct Applier: Sendable {
    /// What happens while a plan is applied, for whoever shows progress.
    package enum Event: Sendable {
        case started(Change)
        case waiting(Change, for: String)
        /// For the same as before, and for so long by now.
        case stillWaiting(Change, Duration)
        case finished(Change, ApplySchedule.Result)
        /// Told once of each region: nothing is under way in any of its scopes, and nothing begins there before something
        /// elsewhere has ended. The changes are those that might have begun, and were left.
        case rested(region: String, left: [Change])
    }

    private let providers: [Scope: any Provider]
    private let inFlightPerScope: Int
    private let waits: Bool
    private let longestWait: Duration
    private let retryDelays: [Duration]
    private let failuresToGiveUp: Int

    /// - Parameters:
    ///   - inFlightPerScope: how many changes may be under way at once in one scope.
    ///   - waits: whether changes that the world takes its time for are awaited; if not, they end as `waiting`.
    ///   - longestWait: how long one change is awaited; then it ends as `waiting` too.
    ///   - retryDelays: before each further attempt at a change that failed for a reason that may pass. A provider has
    ///     tried a request again by then: these are for an API that is away for longer.
    ///   - failuresToGiveUp: after so many changes in a row that failed for a reason that may pass, a scope's others are
    ///     left for another run.
    package init(
        _ providers: [any Provider], inFlightPerScope: Int = 16, waits: Bool = true,
        longestWait: Duration = .seconds(600),
        retryDelays: [Duration] = [
            .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(16), .seconds(30),
        ],
        failuresToGiveUp: Int = .max
    ) {
        self.providers = Dictionary(providers.map { ($0.scope, $0) }, uniquingKeysWith: { first, _ in first })
        self.inFlightPerScope = inFlightPerScope
        self.waits = waits
        self.longestWait = longestWait
        self.retryDelays = retryDelays
        self.failuresToGiveUp = failuresToGiveUp
    }

    /// Returns when all that could be done is done.
    ///
    /// - Parameters:
    ///   - shouldStop: asked before each start, and often; once true, or once the task is cancelled, what is in flight
    ///     ends and nothing more begins. What sleeps is not waited for.
    ///   - report: called in one task, in order; of each change `finished` comes last, and of one that was skipped
    ///     nothing else. What the plan blocks is not reported. A change that waits for another region may still come after
    ///     its own was told to be at rest.
    package func apply(
        _ plan: Plan, shouldStop: @escaping @Sendable () -> Bool = { false },
        report: (Event) -> Void = { _ in }
    ) async -> ApplyReport {
        var run = ApplyRun(ApplySchedule(plan), inFlightPerScope: inFlightPerScope)
        let readings = Readings { try await provider(of: $0.source).read($0) }
        await withTaskGroup(of: Step.self) { group in
            for (place, result) in run.schedule.results.enumerated() {
                if case .skipped? = result, let result { report(.finished(run.change(place), result)) }
            }
            startWhatMay()
            tellWhoRests()
            if run.isInFlight || run.isAsleep { group.addTask { await Self.untilStop(shouldStop) } }
            while let step = await group.next() {
                switch step.end {
                case .stopWanted: break
                case .awake: run.awoke(step.place)
                case .pending(let delay, let reason)
                where waits && !mustStop() && run.hasWaited(step.place) < longestWait:
                    run.answered(step.place)
                    sleep(step.place, for: delay, because: reason)
                case .failed(let problem, let asked) where problem.isRetryable && !mustStop():
                    guard let delay = run.nextDelay(step.place, of: retryDelays, after: problem) else {
                        finish(step.place, .failed(problem), asked)
                        break
                    }
                    // Not all at once: what was away comes back weak.
                    sleep(step.place, for: delay * Double.random(in: 0.75...1.25), because: problem.summary)
                case .pending(_, let reason): finish(step.place, .waiting(reason))
                case .applied: finish(step.place, .applied)
                case .failed(let problem, let asked): finish(step.place, .failed(problem), asked)
                }
                startWhatMay()
                tellWhoRests()
                // Whoever looks out for a stop goes, and after a stop those who sleep.
                if !run.isInFlight, mustStop() || !run.isAsleep { group.cancelAll() }
            }

            func tellWhoRests() {
                let given = run.scopes.filter { mustStop() || run.failuresInARow(in: $0) >= failuresToGiveUp }
                for (region, left) in run.rest(givenUp: Set(given)) {
                    report(.rested(region: region, left: left))
                }
            }
            func startWhatMay() {
                if mustStop() { return }
                for scope in run.scopes where run.failuresInARow(in: scope) < failuresToGiveUp {
                    while !mustStop(), let (place, isFirst) = run.start(in: scope) {
                        let change = run.change(place)
                        if isFirst { report(.started(change)) }
                        group.addTask { await perform(place, change, with: readings) }
                    }
                }
            }
            func sleep(_ place: Int, for delay: Duration, because reason: String) {
                let (change, waited) = (run.change(place), run.hasWaited(place))
                let isNews = run.sleeps(place, for: delay, reason)
                report(isNews ? .waiting(change, for: reason) : .stillWaiting(change, waited))
                group.addTask { await Self.sleep(place, for: delay) }
            }
            func finish(_ place: Int, _ result: ApplySchedule.Result, _ asked: Scope? = nil) {
                let skipped = run.finished(place, result, asked: asked ?? run.change(place).id.scope)
                report(.finished(run.change(place), result))
                for place in skipped {
                    if let result = run.schedule.results[place] {
                        report(.finished(run.change(place), result))
                    }
                }
            }
            func mustStop() -> Bool { Task.isCancelled || shouldStop() }
        }
        for (place, result) in run.unfinished {
            run.schedule.finished(place, result)
            report(.finished(run.change(place), result))
        }
        run.schedule.stop()
        return ApplyReport(run.schedule)
    }

    private struct Step: Sendable {
        enum End {
            case applied, pending(Duration, String)
            /// Whoever was asked when it failed: what a change needs of others is asked elsewhere.
            case failed(Problem, Scope)
            case awake, stopWanted
        }
        let place: Int
        let end: End
    }

    private static func untilStop(_ shouldStop: @Sendable () -> Bool) async -> Step {
        while !Task.isCancelled, !shouldStop() { try? await Task.sleep(for: .milliseconds(50)) }
        return Step(place: 0, end: .stopWanted)
    }

    private static func sleep(_ place: Int, for delay: Duration) async -> Step {
        try? await Task.sleep(for: delay)
        return Step(place: place, end: .awake)
    }

    /// With what others have by now, which waits where they have it not yet.
    private func perform(_ place: Int, _ change: Change, with readings: Readings) async -> Step {
        var asked = change.id.scope
        do {
            var values: [Reference: Secret] = [:]
            for reference in change.unread {
                asked = reference.source.scope
                guard let value = try await readings.value(of: reference) else {
                    return Step(place: place, end: .pending(.seconds(15), reference.description))
                }
                values[reference] = value
            }
            asked = change.id.scope
            let whole = values.isEmpty ? change : change.knowing(values)
            switch try await provider(of: change.id).perform(whole) {
            case .applied: return Step(place: place, end: .applied)
            case .pending(let delay, let reason): return Step(place: place, end: .pending(delay, reason))
            }
        } catch let problem as Problem {
            return Step(place: place, end: .failed(problem, asked))
        } catch is CancellationError {
            let problem = Problem(
                "apply.cancelled", "stopped before the answer came",
                detail: "the change may have been made or not", help: "plan again to see which")
            return Step(place: place, end: .failed(problem, asked))
        } catch {
            return Step(place: place, end: .failed(.unexpected(error), asked))
        }
    }

    private func provider(of id: ObjectID) throws(Problem) -> any Provider {
        if let provider = providers[id.scope] { return provider }
        throw Problem(
            "apply.no-provider", "nothing is connected to \(id.scope.region)",
            detail: "the plan has a change for a region that this run has no connection to",
            help: "plan and apply again with the same --region options")
    }
}

extension Problem {
    fileprivate static func unexpected(_ error: any Error) -> Problem {
        Problem(
            "apply.unexpected", "it failed for a reason that nobody thought of", detail: "\(error)",
            help: "plan again to see what was done; if it stays, report it with this message")
    }
}
