/// A part of every week, in UTC: `sun:04:00-sun:05:00`. It may go over midnight.
package struct WeeklyWindow: Hashable, Sendable {
    package let text: String
    /// In minutes, from Monday at midnight.
    let start: Int
    /// In minutes.
    let length: Int

    func overlaps(_ daily: DailyWindow) -> Bool {
        (0..<7).contains { day in
            let other = day * Self.day + daily.start
            return Self.minutes(from: start, to: other) < length
                || Self.minutes(from: other, to: start) < daily.length
        }
    }

    /// On a clock that shows the week.
    private static func minutes(from start: Int, to end: Int) -> Int {
        (end - start + 7 * day) % (7 * day)
    }
}

extension WeeklyWindow: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a weekly window",
        about: "From when to when in UTC, from half an hour to a day: ddd:HH:MM-ddd:HH:MM.",
        pattern: "^[a-z]{3}:[0-2][0-9]:[0-5][0-9]-[a-z]{3}:[0-2][0-9]:[0-5][0-9]$",
        examples: ["sun:04:00-sun:05:00"])

    private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let day = 24 * 60

    init(parsing text: String) throws(Misfit) {
        let times = text.split(separator: "-", omittingEmptySubsequences: false)
        guard times.count == 2 else { throw Misfit("windows are written ddd:HH:MM-ddd:HH:MM") }
        let start = try Self.minutes(times[0])
        let end = try Self.minutes(times[1])
        let length = Self.minutes(from: start, to: end)
        guard length >= 30 else { throw Misfit("it is shorter than half an hour") }
        guard length <= Self.day else { throw Misfit("it is longer than a day") }
        self.text = text
        self.start = start
        self.length = length
    }

    private static func minutes(_ time: Substring) throws(Misfit) -> Int {
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }),
            let hour = parts[1].digitsOnly, let minute = parts[2].digitsOnly, hour < 24, minute < 60
        else { throw Misfit("windows are written ddd:HH:MM-ddd:HH:MM") }
        guard let place = days.firstIndex(of: String(parts[0])) else {
            throw Misfit("\(parts[0]) is no day; days are \(days.joined(separator: ", "))")
        }
        return place * day + Int(hour) * 60 + Int(minute)
    }
}
