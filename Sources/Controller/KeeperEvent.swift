package import Core
package import Diagnostics
package import Reconciliation

/// What happens in a loop, for whoever writes the log.
package enum KeeperEvent: Sendable {
    case started(interval: Duration)
    case specsRead(SpecsReading)
    /// Nothing is applied until they are valid again.
    case specsInvalid(SpecsReading)
    /// All moves of a region are told again.
    case watchBack(region: String)
    /// Moves of this kind, and perhaps of others, are not told for a while.
    case watchLost(region: String, kind: String, Problem)
    case regionAway(Scope, Problem)
    case regionBack(Scope)
    /// Told when it is new, and again when it has changed.
    case finding(Finding, SourceMap)
    case change(run: Int, Change, ApplySchedule.Result)
    case ran(RunSummary)
    case stopping
    case stopped
}

/// What one run came to.
package struct RunSummary: Sendable {
    package var job: Keeper.Job
    /// Objects that were seen to move; of each owner the last.
    package var moved: [ObjectID] = []
    package var changes: [Action: Int] = [:]
    package var blocked = 0
    package var unchanged = 0
    package var unseen = 0
    /// Anything at all.
    package var hasSeen = false
    /// As the plan says.
    package var hasErrors = false
    package var applied = 0
    package var failed = 0
    package var waiting = 0
    package var skipped = 0
    package var left = 0
    package var seconds = 0.0

    package init(job: Keeper.Job) { self.job = job }
}
