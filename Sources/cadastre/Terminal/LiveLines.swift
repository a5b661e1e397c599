import Diagnostics

/// Lines at the end of a terminal that are drawn over again. None is wider than the terminal, and there are fewer than
/// it has rows: what wraps or scrolls away could not be drawn over.
struct LiveLines {
    private let stream: OutputStream
    private var drawn = 0
    private var lastDrawing = 0.0

    init(on stream: OutputStream) { self.stream = stream }

    /// Draws at most ten times a second: a fast apply is not held up by its own progress.
    mutating func draw(_ lines: () -> [String], atOnce: Bool = false) {
        let now = Clock.monotonic
        guard atOnce || now - lastDrawing > 0.1 else { return }
        lastDrawing = now
        let size = TerminalSize(of: stream)
        let shown = lines().prefix(max(1, (size?.rows ?? 25) - 1)).map {
            VisibleText.cut($0, to: size?.columns ?? 80)
        }
        // What an earlier drawing has below these goes.
        stream.write(eraser + shown.map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J")
        drawn = shown.count
    }

    mutating func clear() {
        if drawn > 0 { stream.write(eraser + "\u{1B}[J") }
        drawn = 0
    }

    private var eraser: String { drawn > 0 ? "\u{1B}[\(drawn)A\r" : "" }
}
