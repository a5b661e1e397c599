import Glibc

/// How much a terminal shows.
struct TerminalSize {
    let columns: Int
    let rows: Int

    /// Nil where the stream is no terminal, or one that does not say.
    init?(of stream: OutputStream) {
        var size = winsize()
        let answer = unsafe withUnsafeMutablePointer(to: &size) { pointer in
            unsafe ioctl(stream.descriptor, UInt(TIOCGWINSZ), pointer)
        }
        guard answer == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        columns = Int(size.ws_col)
        rows = Int(size.ws_row)
    }
}
