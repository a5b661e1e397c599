import Core
import Diagnostics

/// The changes so that each comes after what it needs, and the circles among them that make this impossible.
struct Order {
    private(set) var changes: [Change] = []
    /// Each begins and ends with the same object.
    private(set) var cycles: [[ObjectID]] = []

    private let sorted: [Change]
    /// Of each in `sorted`, by place; ascending.
    private let needs: [[Int]]
    private var states: [State]

    private enum State { case new, open, done }

    /// Ties go by identity; needs that are not among the changes are met already.
    init(_ unordered: [Change]) {
        sorted = unordered.sorted { $0.id < $1.id }
        let places = Dictionary(
            sorted.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        needs = sorted.map { change in Set(change.needs.compactMap { places[$0] }).sorted() }
        states = [State](repeating: .new, count: sorted.count)
        changes.reserveCapacity(sorted.count)
        for place in sorted.indices where states[place] == .new { visit(place) }
    }

    /// With a stack of its own: a chain of needs must not be bounded by the thread's.
    private mutating func visit(_ start: Int) {
        var stack: [(place: Int, next: Int)] = [(start, 0)]
        states[start] = .open
        while let (place, next) = stack.last {
            guard next < needs[place].count else {
                finish(place)
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            let need = needs[place][next]
            switch states[need] {
            case .done: break
            case .open: cycles.append((stack.map(\.place).drop { $0 != need } + [need]).map { sorted[$0].id })
            case .new:
                states[need] = .open
                stack.append((need, 0))
            }
        }
    }

    private mutating func finish(_ place: Int) {
        var change = sorted[place]
        change.needs = needs[place].map { sorted[$0].id }
        changes.append(change)
        states[place] = .done
    }

    /// One for each circle. It blocks the first of its objects, and so whatever needs that: all the others.
    var findings: [Finding] {
        cycles.map { cycle in
            Finding(
                Diagnostic(
                    .blocked, "plan.cycle", "objects need each other in a circle",
                    notes: [cycle.map(\.description).joined(separator: " -> ")],
                    help:
                        "this is a mistake in Cadastre and not in the specs: please report it with this message"
                ),
                reach: .object(cycle[0]))
        }
    }
}
