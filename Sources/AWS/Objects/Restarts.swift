import Threads

/// What this process has stopped and not begun anew yet, by name. It is no more than what an apply needs to go on: whoever looks
/// at a region plans anew, by what is there.
final class Restarts: Sendable {
    private let stopped = Locked<[String: FoundObject]>([:])

    subscript(name: String) -> FoundObject? {
        get { stopped.withLock { $0[name] } }
        set { stopped.withLock { $0[name] = newValue } }
    }

    func forget() { stopped.withLock { $0 = [:] } }
}
