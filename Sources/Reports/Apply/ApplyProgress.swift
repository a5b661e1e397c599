package import Core
package import Diagnostics
package import Reconciliation

/// The live lines of an apply, one for each scope. Fed with events; what is on the screen is the terminal's affair.
package struct ApplyProgress {
    fileprivate struct Wait {
        let reason: String
        var length = Duration.zero
    }

    fileprivate struct Lane {
        var total = 0
        var finished = 0
        var failed = 0
        var skipped = 0
        /// Those that wait are among them.
        var begun: Set<ObjectID> = []
        var waiting: [ObjectID: Wait] = [:]

        mutating func finish(_ id: ObjectID, _ result: ApplySchedule.Result) {
            begun.remove(id)
            waiting[id] = nil
            finished += 1
            if case .failed = result { failed += 1 }
            if case .skipped = result { skipped += 1 }
        }
    }

    private var lanes: [Scope: Lane] = [:]

    package init(_ plan: Plan) {
        for change in plan.changes where change.isPerformable {
            lanes[change.id.scope, default: Lane()].total += 1
        }
    }

    package mutating func take(_ event: Applier.Event) {
        switch event {
        case .started(let change): lanes[change.id.scope, default: Lane()].begun.insert(change.id)
        case .waiting(let change, let reason):
            let begun = lanes[change.id.scope]?.waiting[change.id]?.length ?? .zero
            lanes[change.id.scope, default: Lane()].waiting[change.id] = Wait(reason: reason, length: begun)
        case .stillWaiting(let change, let length):
            lanes[change.id.scope]?.waiting[change.id]?.length = length
        case .finished(let change, let result):
            lanes[change.id.scope, default: Lane()].finish(change.id, result)
        case .rested: break
        }
    }

    /// `eu-west-1  ██████████████░░░░░░  112/160   3 in flight   waiting: Deployment web (2 of 3 ready)`
    package func lines(style: TextStyle) -> [String] {
        let regions = lanes.keys.map { VisibleText.width(of: $0.region) }.max() ?? 0
        let counts = lanes.values.map { $0.count.utf8.count }.max() ?? 0
        return lanes.sorted { $0.key < $1.key }.map { scope, lane in
            let ink: TextStyle.Ink = lane.failed > 0 ? .red : .green
            let count = String(repeating: " ", count: counts - lane.count.utf8.count) + lane.count
            let line = "\(scope.region.padded(to: regions))  \(style.paint(lane.bar, ink))  \(count)"
            return ([line] + lane.notes(style)).joined(separator: "   ")
        }
    }
}

extension ApplyProgress.Lane {
    fileprivate static let width = 20

    fileprivate var count: String { "\(finished)/\(total)" }

    fileprivate var bar: String {
        let cells = total == 0 ? Self.width : min(Self.width, finished * Self.width / total)
        return String(repeating: "█", count: cells) + String(repeating: "░", count: Self.width - cells)
    }

    fileprivate func notes(_ style: TextStyle) -> [String] {
        var notes: [String] = []
        if finished < total { notes.append("\(begun.count - waiting.count) in flight") }
        if failed > 0 { notes.append(style.paint("\(failed) failed", .red)) }
        if skipped > 0 { notes.append(style.paint("\(skipped) skipped", .yellow)) }
        // Of what waits, what has waited longest.
        if let (id, wait) = waiting.max(by: { ($0.value.length, $1.key) < ($1.value.length, $0.key) }) {
            let more = waiting.count > 1 ? " and \(waiting.count - 1) more" : ""
            let length = wait.length < .seconds(1) ? "" : ", \(wait.length.words)"
            notes.append(
                "waiting: \(VisibleText.escape(id.short)) (\(VisibleText.escape(wait.reason))\(length))\(more)"
            )
        }
        return notes
    }
}
