import Core
import Reconciliation
import Testing

@Suite("Schedule of an apply")
struct ApplyScheduleTests {
    /// Runs the schedule, each round ending all that was begun: what was begun in each round, and what became of all.
    private func run(
        _ changes: [Change], failing: Set<String> = [], waiting: Set<String> = [], rounds: Int = .max
    ) -> (begun: [[String]], results: [String]) {
        var schedule = ApplySchedule(Sample.plan(changes))
        let scopes = schedule.scopes.sorted()
        var begun: [[String]] = []
        while begun.count < rounds {
            var round: [Int] = []
            for scope in scopes { while let place = schedule.next(in: scope) { round.append(place) } }
            if round.isEmpty { break }
            begun.append(round.map { schedule.changes[$0].id.name })
            for place in round {
                let name = schedule.changes[place].id.name
                let result: ApplySchedule.Result =
                    failing.contains(name)
                    ? .failed(Problem("x.y", "no")) : waiting.contains(name) ? .waiting("it") : .applied
                schedule.finished(place, result)
            }
        }
        schedule.stop()
        return (
            begun, zip(schedule.changes, schedule.results).map { "\($0.id.name) \($1?.words ?? "nothing")" }
        )
    }

    private let chain = [
        Sample.change("a"), Sample.change("b", needs: ["a"]), Sample.change("c", needs: ["b"]),
    ]
    private let diamond = [
        Sample.change("top"), Sample.change("left", needs: ["top"]), Sample.change("right", needs: ["top"]),
        Sample.change("bottom", needs: ["left", "right"]), Sample.change("alone"),
    ]

    @Test("What needs another begins when that is done, and what needs nothing at once")
    func order() {
        #expect(run(chain).begun == [["a"], ["b"], ["c"]])
        #expect(run(diamond).begun == [["top", "alone"], ["left", "right"], ["bottom"]])
        #expect(run(diamond).results.allSatisfy { $0.hasSuffix(" applied") })
        #expect(run([]).results.isEmpty)
    }

    @Test("A failure skips what depends on it, each for what it itself needs, and nothing else")
    func failure() {
        #expect(
            run(chain, failing: ["a"]).results == [
                "a failed: x.y", "b skipped because a", "c skipped because b",
            ])
        #expect(
            run(diamond, failing: ["left"]).results == [
                "top applied", "left failed: x.y", "right applied", "bottom skipped because left",
                "alone applied",
            ])
    }

    @Test("What the world is still at is not there for what needs it")
    func waiting() {
        #expect(
            run(chain, waiting: ["b"]).results == ["a applied", "b waiting: it", "c skipped because b"])
    }

    @Test("What is blocked never begins, and what depends on it is skipped")
    func blocked() {
        let changes = [
            Sample.change("a", blockedBy: ["residency"]), Sample.change("b", needs: ["a"]),
            Sample.change("c", needs: ["b"], blockedBy: ["budget"]), Sample.change("d"),
        ]
        let (begun, results) = run(changes)
        #expect(begun == [["d"]])
        #expect(
            results == ["a blocked by residency", "b skipped because a", "c blocked by budget", "d applied"])
    }

    @Test("After a stop what has no result is left")
    func stop() {
        let (begun, results) = run(chain + [Sample.change("d")], rounds: 1)
        #expect(begun == [["a", "d"]])
        #expect(results == ["a applied", "b left", "c left", "d applied"])
        var schedule = ApplySchedule(Sample.plan(chain))
        schedule.stop()
        #expect(schedule.next(in: Sample.east) == nil)
    }

    @Test("What is kept is no work, and what needs it does not wait for it")
    func kept() {
        let (begun, results) = run([Sample.change("a", action: .keep), Sample.change("b", needs: ["a"])])
        #expect(begun == [["b"]])
        #expect(results == ["b applied"])
    }

    @Test("Each scope has its own queue")
    func scopes() {
        var schedule = ApplySchedule(
            Sample.plan([
                Sample.change("a", in: Sample.west), Sample.change("b"), Sample.change("c", in: Sample.west),
            ]))
        #expect(schedule.scopes == [Sample.east, Sample.west])
        #expect(schedule.next(in: Sample.west) == 0)
        #expect(schedule.next(in: Sample.west) == 2)
        #expect(schedule.next(in: Sample.west) == nil)
        #expect(schedule.next(in: Sample.east) == 1)
    }

    @Test("The first result of a change stands, and what it skips is told once")
    func once() {
        var schedule = ApplySchedule(Sample.plan(chain))
        #expect(schedule.finished(0, .failed(Problem("x.y", "no"))) == [1, 2])
        #expect(schedule.finished(0, .applied) == [])
        #expect(
            schedule.results.map { $0?.words } == ["failed: x.y", "skipped because a", "skipped because b"])
    }

    @Test("A chain of 100,000 changes runs to its end, and the failure of its first skips all others")
    func long() {
        let names = (0..<100_000).map(String.init)
        let changes = names.indices.map { Sample.change(names[$0], needs: $0 == 0 ? [] : [names[$0 - 1]]) }
        #expect(run(changes).begun.count == 100_000)
        var schedule = ApplySchedule(Sample.plan(changes))
        #expect(schedule.finished(0, .failed(Problem("x.y", "no"))).count == 99_999)
    }
}
