package import Core

/// What became of a plan.
package struct ApplyReport: Sendable {
    package struct Entry: Sendable {
        package let change: Change
        package let result: ApplySchedule.Result

        package init(change: Change, result: ApplySchedule.Result) {
            self.change = change
            self.result = result
        }
    }

    /// In the plan's order.
    package let entries: [Entry]

    package init(_ entries: [Entry]) { self.entries = entries }

    init(_ schedule: ApplySchedule) {
        entries = zip(schedule.changes, schedule.results).map { Entry(change: $0, result: $1 ?? .left) }
    }

    package var applied: [Entry] { entries.filter { if case .applied = $0.result { true } else { false } } }
    package var failed: [Entry] { entries.filter { if case .failed = $0.result { true } else { false } } }
    package var skipped: [Entry] { entries.filter { if case .skipped = $0.result { true } else { false } } }
    package var blocked: [Entry] { entries.filter { if case .blocked = $0.result { true } else { false } } }
    package var left: [Entry] { entries.filter { if case .left = $0.result { true } else { false } } }
    package var waiting: [Entry] { entries.filter { if case .waiting = $0.result { true } else { false } } }
}
