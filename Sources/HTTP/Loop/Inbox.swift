import Threads

/// What callers tell the loop.
enum Command: Sendable {
    case start(Order)
    case cancel(Order.ID)
    /// The reader of a stream has made room.
    case resume(Order.ID)
    case shutdown
}

/// The only way from callers to the loop's thread.
final class Inbox: Sendable {
    private struct State {
        var commands: [Command] = []
        var waker: Waker?
        var isWoken = false
        var isClosed = false
        var lastID: Order.ID = 0
    }

    private let state = Locked(State())

    func nextID() -> Order.ID {
        state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
    }

    /// False when the loop has ended, and nobody will read the command.
    @discardableResult
    func send(_ command: Command) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.commands.append(command)
            // One wake-up for any number of commands. Under the lock, so that none follows `close`.
            if !state.isWoken, let waker = state.waker {
                state.isWoken = true
                waker.wake()
            }
            return true
        }
    }

    func open(_ waker: Waker) { state.withLock { $0.waker = waker } }

    func drain() -> [Command] {
        state.withLock { state in
            state.isWoken = false
            defer { state.commands = [] }
            return state.commands
        }
    }

    /// After this the multi handle may go. Gives what nobody has read.
    func close() -> [Command] {
        state.withLock { state in
            state.isClosed = true
            state.waker = nil
            defer { state.commands = [] }
            return state.commands
        }
    }
}
