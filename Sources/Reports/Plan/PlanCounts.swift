package import Core

/// How much of what a plan holds.
package struct PlanCounts: Hashable, Sendable {
    package private(set) var byAction: [Action: Int] = [:]
    /// Updates that only take back what the world changed.
    package private(set) var drifted = 0
    package private(set) var blocked = 0
    package private(set) var unchanged = 0

    package init(_ plan: Plan) {
        self.init(plan.changes)
        unchanged = plan.unchanged
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

    /// The sentence that ends a plan.
    var sentence: String {
        let same = unchanged == 1 ? "1 object is" : "\(unchanged) objects are"
        if words == nil, unchanged == 0 { return "No changes: no object was compared." }
        guard let words else { return "No changes: \(same) as the specs say." }
        let hasChanges = byAction.contains { $0.key.isChange && $0.value > 0 }
        return hasChanges
            ? "\(words), \(unchanged) unchanged." : "No changes: \(same) as the specs say; \(words)."
    }
}
