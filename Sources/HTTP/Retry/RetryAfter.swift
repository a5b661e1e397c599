/// The `Retry-After` header: how long the server asks to be left alone.
package enum RetryAfter {
    /// From seconds, or from an HTTP date and `now` in seconds since 1970; nil when it is neither. A date in the
    /// past is no delay.
    package static func delay(_ value: String, now: Int) -> Duration? {
        if !value.isEmpty, value.utf8.allSatisfy({ (48...57).contains($0) }) {
            // More digits than fit ask for longer than anyone waits.
            return .seconds(min(Int(value) ?? .max, 1 << 32))
        }
        return HTTPDate.seconds(value).map { .seconds(max(0, $0 - now)) }
    }
}
