/// How long: `30d`, `12h`, `90m`, `45s`.
package struct TimeSpan: Hashable, Sendable {
    package let seconds: Int64
    /// As written.
    package let text: String

    package static func == (left: TimeSpan, right: TimeSpan) -> Bool { left.seconds == right.seconds }
    package func hash(into hasher: inout Hasher) { hasher.combine(seconds) }
}

extension TimeSpan: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a time span", about: "A whole number of days (d), hours (h), minutes (m) or seconds (s).",
        pattern: "^[0-9]+[dhms]$", examples: ["30d", "12h", "90m"])

    private static let longest: Int64 = 100 * 366 * 86_400

    init(parsing text: String) throws(Misfit) {
        let unit: Int64
        switch text.last {
        case "d": unit = 86_400
        case "h": unit = 3_600
        case "m": unit = 60
        case "s": unit = 1
        default:
            throw Misfit("it has no unit (d, h, m or s)", suggestion: text.digitsOnly.map { "\($0)d" })
        }
        guard let number = text.dropLast().digitsOnly else {
            throw Misfit("before the unit there is one whole number")
        }
        let (seconds, overflow) = Int64(number).multipliedReportingOverflow(by: unit)
        guard !overflow, seconds <= Self.longest else { throw Misfit("it is longer than 100 years") }
        self.seconds = seconds
        self.text = text
    }
}
