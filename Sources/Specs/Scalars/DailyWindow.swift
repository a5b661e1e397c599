/// A part of every day, in UTC: `03:00-04:00`. It may go over midnight.
package struct DailyWindow: Hashable, Sendable {
    package let text: String
    /// In minutes, from midnight.
    let start: Int
    /// In minutes.
    let length: Int
}

extension DailyWindow: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a daily window", about: "From when to when in UTC, at least half an hour: HH:MM-HH:MM.",
        pattern: "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$", examples: ["03:00-04:00"])

    private static let day = 24 * 60

    init(parsing text: String) throws(Misfit) {
        let times = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.minutes)
        guard times.count == 2, let start = times[0], let end = times[1] else {
            throw Misfit("windows are written HH:MM-HH:MM")
        }
        let length = (end - start + Self.day) % Self.day
        guard length >= 30 else { throw Misfit("it is shorter than half an hour") }
        self.text = text
        self.start = start
        self.length = length
    }

    private static func minutes(_ time: Substring) -> Int? {
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [2, 2], let hour = parts[0].digitsOnly,
            let minute = parts[1].digitsOnly,
            hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }
}
