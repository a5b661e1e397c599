package import Core
import Diagnostics
import Values

/// One object of which another change would be made than a saved plan showed.
package struct Move: Hashable, Sendable {
    package enum Cause: String, Hashable, Sendable { case specs, world }

    package let id: ObjectID
    package let cause: Cause
    /// A clause about the object.
    package let words: String
}

/// How a saved plan stands to the plan that the same specs, options and worlds give now.
package struct SavedPlanCheck: Sendable {
    /// Whatever would be done now and was not shown so, by identity. Empty: what was shown is what would be done.
    package private(set) var moves: [Move] = []
    /// Changes that were shown and that have been made since.
    package private(set) var done = 0

    let saved: SavedPlan
    private let plan: Plan
    private let blueprint: Blueprint
    private let wanted: [ObjectID: String]
    /// Objects that a finding keeps from being changed.
    private let held: [ObjectID: String]
    /// Where it shows in no object what has moved: the specs, if they say anything else at all.
    private let otherCause: Move.Cause

    package init(_ saved: SavedPlan, against plan: Plan, of blueprint: Blueprint) {
        self.saved = saved
        self.plan = plan
        self.blueprint = blueprint
        wanted = blueprint.digests(of: saved.options.selection)
        otherCause = saved.digest == blueprint.digest ? .world : .specs
        var held: [ObjectID: String] = [:]
        for finding in plan.findings where finding.diagnostic.severity != .warning {
            if case .object(let id) = finding.reach { held[id] = finding.diagnostic.code }
        }
        self.held = held
        compare()
    }

    private mutating func compare() {
        let before = Dictionary(saved.changes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(plan.changes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for id in Set(before.keys).union(after.keys) {
            let (old, new) = (before[id], after[id])
            switch (old?.isPerformable ?? false, new?.isPerformable ?? false) {
            case (false, false): continue
            case (true, false): if let old { compareUnmade(old, new) }
            case (_, true):
                if let new, let move = move(from: old, to: SavedChange(new)) { moves.append(move) }
            }
        }
        moves.sort { $0.id < $1.id }
    }

    /// It was shown, and would not be made now: because it was made, or because it has moved.
    private mutating func compareUnmade(_ old: SavedChange, _ new: Change?) {
        if let move = specsMove(old.id) {
            moves.append(move)
        } else if let new, !new.blockedBy.isEmpty {
            add(old.id, otherCause, "it is blocked now: \(new.blockedBy.joined(separator: ", "))")
        } else if let code = held[old.id] {
            add(old.id, otherCause, "it cannot be changed now: \(code)")
        } else if new != nil {
            add(old.id, otherCause, "it is kept now")
        } else {
            done += 1
        }
    }

    private func move(from old: SavedChange?, to new: SavedChange) -> Move? {
        if let move = specsMove(new.id) { return move }
        func moved(_ words: String, by cause: Move.Cause = .world) -> Move {
            Move(id: new.id, cause: cause, words: words)
        }
        guard let old else {
            switch new.action {
            case .create: return moved("it was there, and is gone")
            case .delete: return moved("it has appeared, and nothing asks for it")
            default: return moved("it was as the specs say: \(Self.list(new.differences.keys)) changed")
            }
        }
        if !old.blockedBy.isEmpty {
            return moved(
                "\(old.blockedBy.joined(separator: ", ")) does not block it any more", by: otherCause)
        }
        guard old.action.isChange else {
            return moved("it was kept, and would be deleted now", by: otherCause)
        }
        if let was = old.observed, let now = new.observed, was.uid != now.uid {
            return moved("another object has taken its name")
        }
        if old.action != new.action {
            switch (old.action, new.action) {
            case (.create, _): return moved("it was not there, and is now")
            case (_, .create): return moved("it was there, and is gone")
            case (let old, let new):
                return moved("\(old.rawValue) has become \(new.rawValue)", by: otherCause)
            }
        }
        let paths = Set(old.differences.keys).union(new.differences.keys).filter {
            old.differences[$0] != new.differences[$0]
        }
        if !paths.isEmpty { return moved("\(Self.list(paths)) changed") }
        if old.content != new.content { return moved("what it holds changed") }
        return old.takesOwnership == new.takesOwnership ? nil : moved("its fields have another owner")
    }

    /// Nil where the specs ask for the same as when the plan was saved.
    private func specsMove(_ id: ObjectID) -> Move? {
        switch (saved.wanted[id], wanted[id]) {
        case (let old, let new) where old == new: nil
        case (_, nil): Move(id: id, cause: .specs, words: "they do not ask for it any more")
        case (nil, _): Move(id: id, cause: .specs, words: "they ask for it now")
        default: Move(id: id, cause: .specs, words: "they ask for something else now")
        }
    }

    private mutating func add(_ id: ObjectID, _ cause: Move.Cause, _ words: String) {
        moves.append(Move(id: id, cause: cause, words: words))
    }

    private static func list(_ paths: some Sequence<String>) -> String {
        let sorted = paths.sorted()
        let more = sorted.count > 3 ? " and \(sorted.count - 3) more" : ""
        return sorted.prefix(3).joined(separator: ", ") + more
    }
}
