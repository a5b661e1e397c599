package import Core

/// How much of what a plan holds.
package struct PlanCounts: Hashable, Sendable {
    package private(set) var byAction: [Action: Int] = [:]
    /// Updates that only take back what the world changed.
    package private(set) var drifted = 0
    package private(set) var blocked = 0
    package private(set) var unchanged = 0
    /// Asked for, and not to be seen.
    package private(set) var unseen = 0

    package init(_ plan: Plan) {
        self.init(plan.changes)
        unchanged = plan.unchanged
        unseen = plan.unseen
    }

    init(_ changes: [Change]) {
        for change in changes {
            byAction[change.action, default: 0] += 1
            if change.reason == .drift { drifted += 1 }
            if !change.blockedBy.isEmpty, change.action.isChange { blocked += 1 }
        }
    }

    package subscript(action: Action) -> Int { byAction[action] ?? 0 }

    /// `1 to create, 2 to change (1 of it drift), 9 orphans kept`; nil where there is nothing.
    var words: String? {
        var parts: [String] = []
        func add(_ action: Action, _ words: String) {
            if self[action] > 0 { parts.append("\(self[action]) \(words)") }
        }
        add(.create, "to create")
        add(.update, drifted > 0 ? "to change (\(drifted) of it drift)" : "to change")
        add(.replace, "to replace")
        add(.delete, "to delete")
        add(.adopt, "to adopt")
        if blocked > 0 { parts.append("\(blocked) of these blocked") }
        add(.keep, "kept though not asked for")
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// The sentence that ends a plan. Not having looked must never read like having found nothing to do.
    var sentence: String {
        let hasChanges = byAction.contains { $0.key.isChange && $0.value > 0 }
        if hasChanges, let words {
            return "\(words), \(unchanged) unchanged\(unseen > 0 ? ", \(unseen) not compared" : "")."
        }
        let kept = words.map { "; \($0)" } ?? ""
        let same = unchanged == 1 ? "1 object is" : "\(unchanged) objects are"
        if words == nil, unchanged == 0, unseen == 0 { return "No changes: no object was compared." }
        if unseen == 0 { return "No changes: \(same) as the specs say\(kept)." }
        let rest = unseen == 1 ? "1 object" : "\(unseen) objects"
        if unchanged == 0 { return "Nothing could be compared: \(rest) could not be looked at\(kept)." }
        return
            "No changes in what could be seen: \(same) as the specs say; \(rest) could not be looked at\(kept)."
    }
}
