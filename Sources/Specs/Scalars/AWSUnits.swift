package import Values

// What AWS counts in.

extension Quantity {
    /// In whole GiB, rounded up: what AWS sizes disks in.
    package var gibibytes: Int64 { Int64(clamping: (units + (1 << 30) - 1) >> 30) }
}

extension TimeSpan {
    /// Rounded up.
    package var days: Int64 { (seconds + 86_399) / 86_400 }
}
