package import Core
package import Diagnostics
package import Reconciliation

/// The live lines of an apply, one for each scope. Fed with events; what is on the screen is the terminal's affair.
package struct ApplyProgress {
    private struct Lane {
        var total = 0
        var finished = 0
        var failed = 0
        var inFlight = 0
        var waiting: [ObjectID: String] = [:]
    }

    private var lanes: [Scope: Lane] = [:]

    package init(_ plan: Plan) {
        for change in plan.changes where change.isPerformable {
            lanes[change.id.scope, default: Lane()].total += 1
        }
    }

    package mutating func take(_ event: Applier.Event) {
        switch event {
        case .started(let change): lanes[change.id.scope, default: Lane()].inFlight += 1
        case .waiting(let change, let reason):
            lanes[change.id.scope, default: Lane()].waiting[change.id] = reason
        case .finished(let change, let result):
            var lane = lanes[change.id.scope] ?? Lane()
            lane.inFlight -= 1
            lane.waiting[change.id] = nil
            lane.finished += 1
            if case .failed = result { lane.failed += 1 }
            lanes[change.id.scope] = lane
        }
    }

    /// `eu-west-1  ██████░░░░  112/160   3 in flight`
    package func lines(style: TextStyle) -> [String] {
        let width = lanes.keys.map(\.region.count).max() ?? 0
        return lanes.sorted { $0.key < $1.key }.map { scope, lane in
            let cells = lane.total == 0 ? 20 : lane.finished * 20 / lane.total
            let bar = String(repeating: "█", count: cells) + String(repeating: "░", count: 20 - cells)
            let name = scope.region + String(repeating: " ", count: width - scope.region.count)
            var line =
                "\(name)  \(style.paint(bar, lane.failed > 0 ? .red : .green))  \(lane.finished)/\(lane.total)"
            if lane.finished < lane.total { line += "   \(lane.inFlight) in flight" }
            if lane.failed > 0 { line += "   " + style.paint("\(lane.failed) failed", .red) }
            if let (id, reason) = lane.waiting.min(by: { $0.key < $1.key }) {
                line += "   waiting: \(id.short) (\(reason))"
            }
            return line
        }
    }
}
