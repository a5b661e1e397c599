/// Lines at the end of a terminal that are drawn over again.
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
        let lines = lines()
        stream.write(eraser + lines.map { $0 + "\u{1B}[K\n" }.joined())
        drawn = lines.count
    }

    mutating func clear() {
        if drawn > 0 { stream.write(eraser + "\u{1B}[J") }
        drawn = 0
    }

    private var eraser: String { drawn > 0 ? "\u{1B}[\(drawn)A\r" : "" }
}
