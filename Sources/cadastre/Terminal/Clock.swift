import Core
import Glibc

/// The machine's clocks: the edge at which time comes in.
enum Clock {
    static var now: Timestamp { Timestamp(seconds: Int64(time(nil))) }

    /// RFC 3339 with milliseconds.
    static var stamp: String {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        let second = "\(Timestamp(seconds: Int64(time.tv_sec)))".dropLast()
        let milliseconds = "\(time.tv_nsec / 1_000_000)"
        return "\(second).\(String(repeating: "0", count: 3 - milliseconds.utf8.count))\(milliseconds)Z"
    }

    /// Seconds from an arbitrary start; never runs backwards.
    static var monotonic: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
