/// Bounds how many may be inside at once, for each key; the rest wait, first come, first served.
///
/// A pure value: it knows tickets and neither runs nor wakes anything.
struct Gate<Key: Hashable, Ticket: Hashable> {
    private struct Lane {
        var inside = 0
        var waiting = Queue<Ticket>()
        /// Those in `waiting` that have not given up.
        var patient: Set<Ticket> = []
    }

    private let limit: Int
    private var lanes: [Key: Lane] = [:]

    init(limit: Int) { self.limit = max(1, limit) }

    /// Lanes exist only while somebody is in them.
    var laneCount: Int { lanes.count }

    func waitingCount(_ key: Key) -> Int { lanes[key]?.patient.count ?? 0 }

    /// True: inside, and `leave` must follow. False: queued.
    mutating func enter(_ ticket: Ticket, _ key: Key) -> Bool {
        if lanes[key, default: Lane()].inside < limit {
            lanes[key, default: Lane()].inside += 1
            return true
        }
        lanes[key]?.waiting.append(ticket)
        lanes[key]?.patient.insert(ticket)
        return false
    }

    /// One that was inside leaves; gives the one that takes its place, which is inside from now on.
    mutating func leave(_ key: Key) -> Ticket? {
        while let next = lanes[key]?.waiting.popFirst() {
            if lanes[key]?.patient.remove(next) != nil { return next }
        }
        lanes[key]?.inside -= 1
        if lanes[key]?.inside == 0 { lanes[key] = nil }
        return nil
    }

    /// One that waits gives up.
    mutating func abandon(_ ticket: Ticket, _ key: Key) {
        guard let lane = lanes[key], lane.patient.contains(ticket) else { return }
        lanes[key]?.patient.remove(ticket)
        // Its place stays in the queue until it comes up, unless such places are most of it: behind a
        // host that hangs the queue would only grow.
        if lane.waiting.count > 2 * lane.patient.count + 64 {
            lanes[key]?.waiting.keep { lane.patient.contains($0) && $0 != ticket }
        }
    }
}

/// First in, first out, at constant cost each.
struct Queue<Element> {
    private var elements: [Element] = []
    private var head = 0

    var count: Int { elements.count - head }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        defer {
            head += 1
            if head == elements.count || head >= 1024 && head > elements.count / 2 {
                elements.removeFirst(head)
                head = 0
            }
        }
        return elements[head]
    }

    mutating func keep(where isKept: (Element) -> Bool) {
        elements = elements[head...].filter(isKept)
        head = 0
    }
}
