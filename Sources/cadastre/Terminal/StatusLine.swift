/// One line on standard error that says what takes time; nothing where standard error is no terminal.
struct StatusLine {
    private let stream = OutputStream.standardError

    func show(_ text: String) { if stream.isTerminal { stream.write("\r\u{1B}[K\(text)…") } }

    func clear() { if stream.isTerminal { stream.write("\r\u{1B}[K") } }
}
