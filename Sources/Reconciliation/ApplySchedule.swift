package import Core

/// Which change may be made when. A state machine without effects: it is told what happened and says what may
/// start; a failed change stops what needs it and nothing else.
package struct ApplySchedule: Sendable {
    package enum Result: Sendable {
        case applied
        case failed(Problem)
        /// What it needs failed, is blocked or was itself skipped.
        case skipped(because: ObjectID)
        case blocked(by: [String])
        /// The run was stopped before its turn.
        case left
        /// The world is still at it; a later run takes it up again.
        case waiting(String)
    }

    package let changes: [Change]
    package private(set) var results: [Result?]
    private let dependents: [[Int]]
    private var missing: [Int]
    /// Ready to start, by scope; each a queue in the plan's order.
    private var ready: [Scope: PlaceQueue] = [:]

    /// - Parameter plan: its changes come in an order in which each follows what it needs.
    package init(_ plan: Plan) {
        changes = plan.changes.filter(\.action.isChange)
        results = Array(repeating: nil, count: changes.count)
        let index = Dictionary(
            changes.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var dependents = [[Int]](repeating: [], count: changes.count)
        missing = Array(repeating: 0, count: changes.count)
        for (place, change) in changes.enumerated() {
            for need in change.needs {
                guard let needed = index[need] else { continue }
                dependents[needed].append(place)
                missing[place] += 1
            }
        }
        self.dependents = dependents
        for place in changes.indices where missing[place] == 0 && changes[place].isPerformable {
            enqueue(place)
        }
        for place in changes.indices where !changes[place].isPerformable {
            results[place] = .blocked(by: changes[place].blockedBy)
        }
        for place in changes.indices where !changes[place].isPerformable { propagate(place) }
    }

    package var scopes: Set<Scope> { Set(changes.map(\.id.scope)) }

    /// The next change of the scope that may start now.
    package mutating func next(in scope: Scope) -> Int? { ready[scope]?.pop() }

    /// Those that `next` would give.
    func ready(in scope: Scope) -> [Int] { ready[scope]?.all ?? [] }

    /// - Returns: those that are skipped because of it, each after what it needs.
    @discardableResult
    package mutating func finished(_ place: Int, _ result: Result) -> [Int] { settle(place, result) }

    /// Whatever has no result will not get one.
    package mutating func stop() {
        for place in results.indices where results[place] == nil { results[place] = .left }
        ready = [:]
    }

    private mutating func settle(_ place: Int, _ result: Result) -> [Int] {
        guard results[place] == nil else { return [] }
        results[place] = result
        return propagate(place)
    }

    @discardableResult
    private mutating func propagate(_ place: Int) -> [Int] {
        var pending = [place]
        var next = 0
        while next < pending.count {
            let settled = pending[next]
            next += 1
            for dependent in dependents[settled] where results[dependent] == nil {
                if case .applied? = results[settled] {
                    missing[dependent] -= 1
                    if missing[dependent] == 0 { enqueue(dependent) }
                } else {
                    results[dependent] = .skipped(because: changes[settled].id)
                    pending.append(dependent)
                }
            }
        }
        return Array(pending.dropFirst())
    }

    private mutating func enqueue(_ place: Int) {
        guard changes[place].isPerformable else { return }
        ready[changes[place].id.scope, default: PlaceQueue()].push(place)
    }
}
