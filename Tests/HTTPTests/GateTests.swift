import Testing

@testable import HTTP

@Suite struct GateTests {
    @Test("Never more than the limit are inside, and all get in, in the order they came")
    func order() {
        var gate = Gate<String, Int>(limit: 3)
        let admitted = (1...10).filter { gate.enter($0, "host") }
        #expect(admitted == [1, 2, 3])
        let followers = (1...10).map { _ in gate.leave("host") }
        #expect(followers == [4, 5, 6, 7, 8, 9, 10, nil, nil, nil])
        #expect(gate.laneCount == 0)
    }

    @Test("One host's crowd does not hold up another host")
    func independence() {
        var gate = Gate<String, Int>(limit: 1)
        let admitted = [gate.enter(1, "busy"), gate.enter(2, "busy"), gate.enter(3, "idle")]
        #expect(admitted == [true, false, true])
    }

    @Test("Who gives up is passed over, and gives up only once")
    func abandon() {
        var gate = Gate<String, Int>(limit: 1)
        for ticket in 1...4 { _ = gate.enter(ticket, "host") }
        gate.abandon(2, "host")
        gate.abandon(2, "host")
        #expect(gate.waitingCount("host") == 2)
        let follower = gate.leave("host")
        #expect(follower == 3)
        gate.abandon(4, "host")
        let nobody = gate.leave("host")
        #expect(nobody == nil)
        let isIn = gate.enter(5, "host")
        #expect(isIn)
    }

    @Test("Mass abandonment keeps those who stay in order")
    func compaction() {
        var gate = Gate<Int, Int>(limit: 1)
        for ticket in 0...1000 { _ = gate.enter(ticket, 0) }
        for ticket in 1...1000 where ticket % 100 != 0 { gate.abandon(ticket, 0) }
        let followers = (1...11).map { _ in gate.leave(0) }
        #expect(followers == Array(stride(from: 100, through: 1000, by: 100)) + [nil])
        #expect(gate.laneCount == 0)
    }

    @Test("A limit below one lets one in", arguments: [0, -5])
    func smallLimit(limit: Int) {
        var gate = Gate<Int, Int>(limit: limit)
        let admitted = [gate.enter(1, 0), gate.enter(2, 0)]
        #expect(admitted == [true, false])
    }

    @Test("A queue gives back what it took, in order, however puts and takes are mixed")
    func queue() {
        var queue = Queue<Int>()
        var taken: [Int] = []
        for number in 0..<10_000 {
            queue.append(number)
            if number % 3 != 0, let next = queue.popFirst() { taken.append(next) }
        }
        #expect(queue.count == 10_000 - taken.count)
        while let next = queue.popFirst() { taken.append(next) }
        #expect(taken == Array(0..<10_000))
    }
}
