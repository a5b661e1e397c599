import Core
import TestSupport
import Testing

@testable import Controller

/// Random events in random order, with a clock that the test moves.
@Suite struct WakeScheduleTests {
    private static func tenant(_ number: Int) -> WakeKey { .owner(.tenant("t\(number)")) }

    @Test("Of several wake-ups the earliest counts, and they are one run")
    func earliest() {
        var schedule = WakeSchedule()
        for moment in [9, 5, 7] { schedule.wake(Self.tenant(1), at: .seconds(moment)) }
        #expect(schedule.start(at: .seconds(4)) == [])
        #expect(schedule.next(after: .seconds(4)) == .seconds(5))
        #expect(schedule.start(at: .seconds(5)) == [Self.tenant(1)])
        schedule.finished(Self.tenant(1))
        #expect(schedule.start(at: .seconds(100)) == [])
        #expect(schedule.next(after: .seconds(5)) == nil)
    }

    @Test("A wake-up while the key runs is one run more, after it")
    func whileRunning() {
        var schedule = WakeSchedule()
        schedule.wake(Self.tenant(1), at: .zero)
        #expect(schedule.start(at: .zero) == [Self.tenant(1)])
        schedule.wake(Self.tenant(1), at: .zero)
        schedule.wake(Self.tenant(1), at: .zero)
        #expect(schedule.start(at: .seconds(1)) == [])
        schedule.finished(Self.tenant(1))
        #expect(schedule.start(at: .seconds(1)) == [Self.tenant(1)])
        schedule.finished(Self.tenant(1))
        #expect(schedule.start(at: .seconds(1)) == [])
    }

    @Test("The fleet runs alone, is not starved, and takes along who is due")
    func fleet() {
        var schedule = WakeSchedule()
        schedule.wake(Self.tenant(1), at: .zero)
        #expect(schedule.start(at: .zero) == [Self.tenant(1)])
        schedule.wake(.fleet, at: .seconds(1))
        schedule.wake(Self.tenant(2), at: .seconds(1))
        schedule.wake(Self.tenant(3), at: .seconds(9))
        #expect(
            schedule.start(at: .seconds(1)) == [], "the fleet waits for the one that runs, and others for it")
        schedule.finished(Self.tenant(1))
        #expect(schedule.start(at: .seconds(2)) == [.fleet])
        schedule.wake(Self.tenant(4), at: .seconds(2))
        #expect(schedule.start(at: .seconds(2)) == [])
        schedule.finished(.fleet)
        #expect(schedule.start(at: .seconds(2)) == [Self.tenant(4)])
        #expect(schedule.start(at: .seconds(9)) == [Self.tenant(3)])
    }

    @Test("A crowd is one run of the fleet")
    func crowd() {
        var schedule = WakeSchedule()
        for number in 0..<5 { schedule.wake(Self.tenant(number), at: .zero) }
        #expect(schedule.start(at: .zero, crowd: 5) == [.fleet])
        schedule.finished(.fleet)
        #expect(schedule.start(at: .zero, crowd: 5) == [])
    }

    @Test(
        "Whatever happens in whatever order, no key runs twice at once and no wake-up is lost",
        arguments: 0..<1000)
    func random(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var schedule = WakeSchedule()
        var now = Duration.zero
        var running: [WakeKey] = []
        /// Wake-ups that no run has begun for yet, each from when on a run counts.
        var owed: [(key: WakeKey, at: Duration)] = []
        let crowd = Int.random(in: 3...20, using: &random)

        func start() {
            for key in schedule.start(at: now, crowd: crowd, where: { _, others in others.count < 4 }) {
                #expect(!running.contains(key), "seed \(seed)")
                #expect(running.isEmpty || (key != .fleet && !running.contains(.fleet)), "seed \(seed)")
                #expect(
                    key == .fleet || owed.contains { $0.key == key && $0.at <= now },
                    "\(key) runs and nobody woke it, seed \(seed)")
                running.append(key)
                owed.removeAll { $0.at <= now && (key == .fleet || $0.key == key) }
            }
            #expect(Set(running) == schedule.running)
        }
        for _ in 0..<200 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                let key = Int.random(in: 0..<12, using: &random)
                let at = now + .milliseconds(Int.random(in: 0..<3000, using: &random))
                let woken = key == 0 ? WakeKey.fleet : Self.tenant(key)
                schedule.wake(woken, at: at)
                // Earlier ones are the same run.
                if !owed.contains(where: { $0.key == woken && $0.at <= at }) {
                    owed.removeAll { $0.key == woken }
                    owed.append((woken, at))
                }
            case 5..<7: now += .milliseconds(Int.random(in: 0..<1500, using: &random))
            case 7..<9:
                if let place = running.indices.randomElement(using: &random) {
                    schedule.finished(running.remove(at: place))
                }
            default: start()
            }
        }
        // Left alone, it comes to rest with everything done, and `next` says when to come back.
        for _ in 0..<500 {
            start()
            while let key = running.popLast() { schedule.finished(key) }
            start()
            if running.isEmpty, let next = schedule.next(after: now) { now = next }
        }
        #expect(owed.isEmpty, "lost: \(owed), seed \(seed)")
        #expect(schedule.next(after: now) == nil)
    }
}
