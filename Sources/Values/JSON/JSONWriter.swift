package enum JSONForm: Sendable, Hashable {
    /// No white space; members in their own order.
    case compact
    /// For people: two spaces an indent, a member or an element a line, no newline at the end.
    case pretty
    /// For comparing and hashing: as compact, but with keys sorted by their UTF-8 bytes and zero without a sign.
    /// Equal values have the same canonical text.
    case canonical
}

/// Where written bytes go.
protocol JSONSink {
    mutating func append(_ byte: UInt8)
    mutating func append(contentsOf text: String.UTF8View)
}

struct JSONBytes: JSONSink {
    var bytes: [UInt8] = []
    mutating func append(_ byte: UInt8) { bytes.append(byte) }
    mutating func append(contentsOf text: String.UTF8View) { bytes.append(contentsOf: text) }
}

/// Doubles are written in the shortest form that reads back as the same number, always with a point or an
/// exponent, so that `1.0` stays a double and `1` an integer. JSON has no NaN and no infinity: they become `null`.
/// Text outside ASCII is written as it is.
struct JSONWriter<Sink: JSONSink> {
    private(set) var sink: Sink
    private let form: JSONForm
    private var depth = 0

    init(sink: Sink, form: JSONForm) {
        self.sink = sink
        self.form = form
    }

    mutating func write(_ value: Value) {
        switch value {
        case .null: sink.append(contentsOf: "null".utf8)
        case .bool(let flag): sink.append(contentsOf: flag ? "true".utf8 : "false".utf8)
        case .int(let number): sink.append(contentsOf: String(number).utf8)
        case .double(let number): write(number)
        case .string(let text): write(text)
        case .array(let elements): write(elements)
        case .object(let fields): write(fields)
        }
    }

    /// Punctuation, as it is.
    mutating func put(_ byte: UInt8) { sink.append(byte) }

    private mutating func write(_ number: Double) {
        guard number.isFinite else { return sink.append(contentsOf: "null".utf8) }
        let number = form == .canonical && number == 0 ? 0 : number
        sink.append(contentsOf: number.description.utf8)
    }

    private mutating func write(_ elements: [Value]) {
        sink.append(0x5B)
        depth += 1
        for (place, element) in elements.enumerated() {
            startLine(isFirst: place == 0)
            write(element)
        }
        depth -= 1
        endLines(isEmpty: elements.isEmpty)
        sink.append(0x5D)
    }

    private mutating func write(_ fields: Fields) {
        let members =
            form == .canonical ? fields.members.sorted { ExactText.precedes($0.key, $1.key) } : fields.members
        sink.append(0x7B)
        depth += 1
        for (place, member) in members.enumerated() {
            startLine(isFirst: place == 0)
            write(member.key)
            sink.append(0x3A)
            if form == .pretty { sink.append(0x20) }
            write(member.value)
        }
        depth -= 1
        endLines(isEmpty: members.isEmpty)
        sink.append(0x7D)
    }

    @inline(__always) private mutating func startLine(isFirst: Bool) {
        if !isFirst { sink.append(0x2C) }
        if form == .pretty { breakLine() }
    }

    @inline(__always) private mutating func endLines(isEmpty: Bool) {
        if form == .pretty, !isEmpty { breakLine() }
    }

    private mutating func breakLine() {
        sink.append(0x0A)
        for _ in 0..<depth * 2 { sink.append(0x20) }
    }
}

// MARK: - Strings

extension JSONWriter {
    mutating func write(_ text: String) {
        sink.append(0x22)
        if Self.needsEscapes(text.utf8Span.span) {
            for byte in text.utf8 { writeEscaping(byte) }
        } else {
            sink.append(contentsOf: text.utf8)
        }
        sink.append(0x22)
    }

    private static func needsEscapes(_ text: Span<UInt8>) -> Bool {
        for place in text.indices where text[place] < 0x20 || text[place] == 0x22 || text[place] == 0x5C {
            return true
        }
        return false
    }

    private mutating func writeEscaping(_ byte: UInt8) {
        switch byte {
        case 0x22, 0x5C: writeEscape(byte)
        case 0x08: writeEscape(0x62)
        case 0x09: writeEscape(0x74)
        case 0x0A: writeEscape(0x6E)
        case 0x0C: writeEscape(0x66)
        case 0x0D: writeEscape(0x72)
        case 0x20...: sink.append(byte)
        default:
            sink.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
            sink.append(contentsOf: String(byte, radix: 16).utf8)
        }
    }

    private mutating func writeEscape(_ letter: UInt8) {
        sink.append(0x5C)
        sink.append(letter)
    }
}
