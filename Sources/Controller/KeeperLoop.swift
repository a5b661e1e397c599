package import Core
import Diagnostics
package import Reconciliation

/// Keeps a fleet as its specs say, until it is told to stop: the effects around a `Keeper`.
///
/// Guarantees: nothing ends it but `shouldStop`; while the specs are invalid, or are being written, nothing is begun;
/// what is in flight when it is told to stop ends first, within a bound.
package struct KeeperLoop: Sendable {
    package struct Settings: Sendable {
        package var keeper: Keeper.Settings
        /// Changes under way at once in one region.
        package var parallel = 16
        /// How often it is looked whether the specs have changed. Twice the same in a row counts as written.
        package var glance: Duration = .seconds(1)
        /// With regions that do not answer.
        package var patience = Patience()
        /// How long what is in flight may take after the request to stop.
        package var grace: Duration = .seconds(25)
        /// One run of the fleet, which takes the time it needs, and no more.
        package var isOnce = false

        package init(keeper: Keeper.Settings) { self.keeper = keeper }
    }

    /// How things stood at the end.
    package struct Outcome: Sendable {
        package var specsWereInvalid = false
        package var lastRun: RunSummary?
        package var away: [Scope: Problem] = [:]
    }

    private let source: any FleetSource
    private let settings: Settings
    private let shouldStop: @Sendable () -> Bool
    private let log: @Sendable (KeeperEvent) -> Void

    /// - Parameters:
    ///   - shouldStop: asked often.
    ///   - log: called in one task, in order.
    package init(
        _ source: any FleetSource, _ settings: Settings, shouldStop: @escaping @Sendable () -> Bool,
        log: @escaping @Sendable (KeeperEvent) -> Void
    ) {
        self.source = source
        self.settings = settings
        self.shouldStop = shouldStop
        self.log = log
    }

    package func run() async -> Outcome {
        let (messages, inbox) = AsyncStream.makeStream(of: Message.self)
        log(.started(interval: settings.keeper.interval))
        var state = LoopState(source, settings, shouldStop, inbox, log)
        await withDiscardingTaskGroup { group in
            for errand in [specs, world, stop] { group.addTask { await errand(inbox) } }
            for await message in messages {
                await state.take(message)
                for errand in state.errands() { group.addTask { await errand() } }
                if state.hasEnded { break }
            }
            group.cancelAll()
        }
        state.close()
        log(.stopped)
        return state.outcome
    }
}

/// What the loop is told.
enum Message: Sendable {
    /// How the specs look now.
    case glanced(String?)
    case worldMoved
    case watched(Scope, WatchEvent)
    case reported(RunJob.Report)
    case ended(Keeper.Ending)
    /// A time that somebody waited for has come.
    case tick
    case stop
    case graceIsOver
}

typealias Inbox = AsyncStream<Message>.Continuation

// MARK: - Who tells it

extension KeeperLoop {
    private func specs(_ inbox: Inbox) async {
        while !Task.isCancelled {
            inbox.yield(.glanced(source.signature()))
            try? await Task.sleep(for: settings.glance)
        }
    }

    private func world(_ inbox: Inbox) async {
        var last = source.worldSignature()
        while !Task.isCancelled {
            try? await Task.sleep(for: settings.glance)
            let now = source.worldSignature()
            if now != last { inbox.yield(.worldMoved) }
            last = now
        }
    }

    private func stop(_ inbox: Inbox) async {
        while !Task.isCancelled, !shouldStop() { try? await Task.sleep(for: .milliseconds(50)) }
        inbox.yield(.stop)
        try? await Task.sleep(for: settings.grace)
        inbox.yield(.graceIsOver)
    }
}
