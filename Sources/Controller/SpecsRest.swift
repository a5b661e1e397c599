/// Whether the specs are at rest. A state machine without effects: it is told how they look from time to time.
///
/// Guarantees: once they stay the same they are read, even if they have become again what they were.
struct SpecsRest {
    enum Verdict { case asRead, isMoving, mustRead }

    private var read: String?
    private var last: String?
    private var isFirst = true
    /// They have moved since they were read, and are perhaps being written.
    private(set) var isMoving = false

    mutating func glance(_ now: String?) -> Verdict {
        defer { (last, isFirst) = (now, false) }
        guard isFirst || isMoving || now != read else { return .asRead }
        // What has just changed may be half-written: a look later it has to be the same.
        guard isFirst || now == last else {
            isMoving = true
            return .isMoving
        }
        (read, isMoving) = (now, false)
        return .mustRead
    }

    /// They moved while they were read.
    mutating func movedMeanwhile() { isMoving = true }
}
