import Core
import Glibc

/// The machine's clocks: the edge at which time comes in.
enum Clock {
    static var now: Timestamp { Timestamp(seconds: Int64(time(nil))) }

    /// Seconds from an arbitrary start; never runs backwards.
    static var monotonic: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
