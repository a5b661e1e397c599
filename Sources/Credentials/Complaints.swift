import Threads

/// What a program writes to standard error, passed on line by line. Of what is very much, only the beginning is.
package final class Complaints: Sendable {
    private struct State: Sendable {
        var unfinished: [UInt8] = []
        var last = ""
        var count = 0
    }

    private static let lines = 200
    private static let bytesPerLine = 4096

    private let tell: @Sendable (String) -> Void
    private let state = Locked(State())

    package init(tell: @escaping @Sendable (String) -> Void) { self.tell = tell }

    /// The last that was not blank.
    package var lastLine: String { state.withLock(\.last) }

    package func add(_ bytes: [UInt8]) {
        pass(
            state.withLock { state in
                state.unfinished += bytes
                var lines: [[UInt8]] = []
                while let end = state.unfinished.firstIndex(of: UInt8(ascii: "\n")) {
                    lines.append(Array(state.unfinished[..<end]))
                    state.unfinished.removeFirst(end + 1)
                }
                state.unfinished = Array(state.unfinished.prefix(Self.bytesPerLine))
                return lines
            })
    }

    /// A last line needs no line end.
    package func finish() { add([UInt8(ascii: "\n")]) }

    private func pass(_ lines: [[UInt8]]) {
        for line in lines {
            let text = String(decoding: line.prefix(Self.bytesPerLine), as: UTF8.self)
            guard text.contains(where: { !$0.isWhitespace }) else { continue }
            let isWelcome = state.withLock { state in
                state.last = text
                state.count += 1
                return state.count <= Self.lines
            }
            if isWelcome { tell(text) }
        }
    }
}
