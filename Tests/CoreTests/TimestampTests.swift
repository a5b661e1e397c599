import Core
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "A moment is read as the seconds since 1970, and written as it was read",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1),
            ("2026-11-23T21:46:27Z", 1_795_470_387),
            ("2000-02-29T00:00:00Z", 951_782_400), ("2024-02-29T23:59:59Z", 1_709_251_199),
            ("2024-03-01T00:00:00Z", 1_709_251_200), ("1900-03-01T00:00:00Z", -2_203_891_200),
            ("9999-12-31T23:59:59Z", 253_402_300_799), ("0001-01-01T00:00:00Z", -62_135_596_800),
            ("0000-01-01T00:00:00Z", -62_167_219_200), ("0999-12-31T00:00:00Z", -30_610_310_400),
        ])
    func roundTrip(_ text: String, _ seconds: Int64) {
        #expect(Timestamp(rfc3339: text)?.seconds == seconds)
        #expect(Timestamp(seconds: seconds).description == text)
    }

    @Test(
        "A date alone is its midnight, and fractions of a second are dropped",
        arguments: [
            ("2026-11-23", "2026-11-23T00:00:00Z"), ("2026-11-23T21:46:27.9Z", "2026-11-23T21:46:27Z"),
            ("2026-11-23T21:46:27.123456789Z", "2026-11-23T21:46:27Z"),
            ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ])
    func lenient(_ text: String, _ same: String) { #expect(Timestamp(rfc3339: text)?.description == same) }

    @Test(
        "Days that are not in the calendar, offsets and anything else are refused",
        arguments: [
            "", "2026", "2026-11", "2026-11-2", "2026-13-01", "2026-00-01", "2026-01-00", "2026-01-32",
            "2026-04-31",
            "2023-02-29", "1900-02-29", "2100-02-29", "2024-02-30", "2026-11-23T", "2026-11-23T21:46Z",
            "2026-11-23T21:46:27", "2026-11-23T24:00:00Z", "2026-11-23T21:60:00Z", "2026-11-23T21:46:61Z",
            "2026-11-23T21:46:27+00:00", "2026-11-23T21:46:27+01:00", "2026-11-23T21:46:27z",
            "2026-11-23 21:46:27Z",
            "2026-11-23t21:46:27Z", "2026-11-23T21:46:27.Z", "2026-11-23T21:46:27.abcZ",
            "2026-11-23T21:46:27.5+1Z",
            "2026-11-23T21:46:27ZZ", " 2026-11-23", "2026-11-23 ", "-026-11-23", "+026-11-23", "２０２６-11-23",
            "2026/11/23", "2026-11-23T21:46:2Z", "26-11-23",
        ])
    func refused(_ text: String) { #expect(Timestamp(rfc3339: text) == nil) }

    @Test("Every day of 800 years comes back as it went, one after the other")
    func calendar() {
        for day in stride(from: Int64(-146_097), to: 146_097, by: 1) {
            let timestamp = Timestamp(seconds: day * 86_400 + 43_200)
            guard Timestamp(rfc3339: timestamp.description) == timestamp else {
                Issue.record("\(timestamp) is not read back")
                return
            }
        }
    }
}
