import Core
import Diagnostics

enum Order {
    case order([Change])
    case cycle(Diagnostic)
}

/// The changes so that each comes after what it needs. Ties go by identity; needs that are not among the changes are
/// met already.
func inOrder(_ changes: [Change]) -> Order {
    let sorted = changes.sorted { $0.id < $1.id }
    let index = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.id, $0) })
    enum State { case new, open, done }
    var states = [State](repeating: .new, count: sorted.count)
    var result: [Change] = []
    result.reserveCapacity(sorted.count)
    for start in sorted.indices where states[start] == .new {
        // An explicit stack: a chain of needs must not be bounded by the thread's.
        var stack: [(change: Int, needs: [Int])] = [(start, needs(of: start))]
        states[start] = .open
        while let (change, pending) = stack.last {
            guard let next = pending.last else {
                var finished = sorted[change]
                finished.needs = finished.needs.filter { index[$0] != nil }.sorted()
                result.append(finished)
                states[change] = .done
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].needs.removeLast()
            switch states[next] {
            case .done: break
            case .open:
                let cycle = stack.map(\.change).drop { $0 != next } + [next]
                return .cycle(cycleDiagnostic(cycle.map { sorted[$0].id }))
            case .new:
                states[next] = .open
                stack.append((next, needs(of: next)))
            }
        }
    }
    return .order(result)

    /// Last first, as they are taken from the end.
    func needs(of change: Int) -> [Int] { sorted[change].needs.compactMap { index[$0] }.sorted(by: >) }
}

private func cycleDiagnostic(_ cycle: [ObjectID]) -> Diagnostic {
    Diagnostic(
        .error, "plan.cycle", "objects need each other in a circle",
        notes: [cycle.map(\.description).joined(separator: " -> ")],
        help: "this is a mistake in Cadastre and not in the specs: please report it with this message")
}
