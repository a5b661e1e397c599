import Core
import Diagnostics
import TestSupport
import Testing

@testable import Planning

private func change(_ name: String, needs: [String] = []) -> Change {
    Change(
        id: id(name), kind: Sample.settings, owner: .tenant("acme"), action: .create, reason: .missing,
        needs: needs.map(id))
}

private func id(_ name: String) -> ObjectID { Sample.id(Sample.settings, name) }

@Suite("Order of changes")
struct OrderTests {
    @Test("Each change comes after what it needs, and ties go by name, whatever order they came in")
    func stable() {
        let changes = [
            change("d", needs: ["z", "b"]), change("a", needs: ["z"]), change("z"), change("c"), change("b"),
        ]
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<100 {
            let order = Order(changes.shuffled(using: &generator))
            #expect(order.changes.map(\.id.name) == ["z", "a", "b", "c", "d"])
            #expect(order.changes.last?.needs == [id("b"), id("z")])
            #expect(order.cycles.isEmpty)
        }
    }

    @Test("Findings that differ in their help alone come in one order")
    func findings() {
        let pair = ["a", "b"].map { Finding(Diagnostic(.error, "a.b", "same", help: $0)) }
        #expect(precedes(pair[0], pair[1]) && !precedes(pair[1], pair[0]))
        #expect(!precedes(pair[0], pair[0]))
    }

    @Test("Needs that are not among the changes are met, and what is named twice counts once")
    func outside() {
        let order = Order([change("a", needs: ["elsewhere", "b", "b"]), change("b")])
        #expect(order.changes.map(\.id.name) == ["b", "a"])
        #expect(order.changes.map(\.needs) == [[], [id("b")]])
    }

    @Test("A circle is told from its first object back to it, and blocks only what is in it or needs it")
    func cycle() {
        let plan = finished([
            change("a", needs: ["b"]), change("b", needs: ["c"]), change("c", needs: ["b"]), change("x"),
        ])
        #expect(plan.changes.count == 4)
        #expect(plan.findings.map(\.diagnostic.code) == ["plan.cycle"])
        #expect(
            plan.findings.first?.diagnostic.notes == [
                "ConfigMap a/b in east -> ConfigMap a/c in east -> ConfigMap a/b in east"
            ])
        #expect(plan.isBlocked)
        #expect(plan.changes.filter { !$0.blockedBy.isEmpty }.map(\.id) == [id("b"), id("a")])
    }

    @Test("What needs itself is a circle of one")
    func selfish() {
        let order = Order([change("a", needs: ["a"])])
        #expect(order.cycles == [[id("a"), id("a")]])
    }

    @Test("A chain of 100,000 needs, and one change that needs 100,000, are put in order")
    func long() {
        let names = (0..<100_000).map { String($0 + 1_000_000) }
        let chain = names.indices.map {
            change(names[$0], needs: $0 + 1 < names.count ? [names[$0 + 1]] : [])
        }
        #expect(Order(chain).changes.map(\.id.name) == names.reversed())
        let star = [change("a", needs: names)] + names.map { change($0) }
        #expect(Order(star).changes.last?.id.name == "a")
    }

    private func finished(_ changes: [Change]) -> Plan {
        var draft = PlanDraft()
        draft.changes = changes
        return draft.finished(Sample.blueprint([]), regions: [], observedAt: nil)
    }
}
