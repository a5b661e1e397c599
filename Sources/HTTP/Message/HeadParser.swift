/// Gathers header lines into the head of the final answer.
///
/// Interim answers (1xx) are dropped, and so are trailers, which come after the head is complete.
struct HeadParser {
    private var status: Int?
    private var headers = HTTPHeaders()
    private var isComplete = false

    /// Takes one line with its line end; gives the head at the empty line that ends it.
    mutating func read(_ line: some Collection<UInt8>) -> HTTPHead? {
        guard !isComplete else { return nil }
        let text = line.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        if text.isEmpty {
            guard let status, status >= 200 else { return nil }
            isComplete = true
            return HTTPHead(status: status, headers: headers)
        }
        if text.starts(with: "HTTP/".utf8) {
            headers = HTTPHeaders()
            let code = text.split(separator: UInt8(ascii: " ")).dropFirst().first
            status = code.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
        } else if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
            headers.add(
                String(decoding: text[..<colon], as: UTF8.self),
                Self.trimmed(text[text.index(after: colon)...]))
        }
        return nil
    }

    private static func trimmed(_ value: some Collection<UInt8>) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        var bytes = Array(value.drop(while: isBlank))
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
