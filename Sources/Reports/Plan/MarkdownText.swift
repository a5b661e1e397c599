import Diagnostics

/// Text of unknown provenance in a page of Markdown: nothing in it can end what it stands in.
enum MarkdownText {
    static func code(_ text: String) -> String {
        let ticks = String(repeating: "`", count: longestBackticks(text) + 1)
        return "\(ticks)\(VisibleText.escape(text))\(ticks)"
    }

    /// A fence longer than any run of backticks inside.
    static func fence(_ text: String, as language: String) -> String {
        let fence = String(repeating: "`", count: max(3, longestBackticks(text) + 1))
        return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
    }

    private static func longestBackticks(_ text: String) -> Int {
        var (longest, run) = (0, 0)
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
