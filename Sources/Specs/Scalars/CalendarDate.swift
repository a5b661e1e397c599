/// A day of the Gregorian calendar, which begins at midnight UTC: `2026-01-31`.
package struct CalendarDate: Hashable, Sendable {
    /// From 1970-01-01T00:00:00Z to the beginning of the day.
    package let secondsSinceEpoch: Int64
}

extension CalendarDate: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a date", about: "Year, month and day: YYYY-MM-DD.", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        format: "date", examples: ["2026-01-31"])

    init(parsing text: String) throws(Misfit) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], let year = parts[0].digitsOnly,
            let month = parts[1].digitsOnly, let day = parts[2].digitsOnly
        else { throw Misfit("dates are written YYYY-MM-DD") }
        guard (1...12).contains(month) else { throw Misfit("there is no month \(month)") }
        guard (1...Self.days(in: month, of: year)).contains(day) else {
            throw Misfit("that month has \(Self.days(in: month, of: year)) days")
        }
        secondsSinceEpoch = Int64(Self.daysSinceEpoch(year, month, day)) * 86_400
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Counts in years that begin in March, so that the leap day comes last.
    private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let years = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return years * 365 + years / 4 - years / 100 + years / 400 + dayOfYear - 719_468
    }
}
