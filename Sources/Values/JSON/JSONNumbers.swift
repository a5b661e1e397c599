/// From the digits of a number, which the scanner has found well-formed, to a `Value`.
enum JSONNumbers {
    /// `.int` when it is written without a fraction and an exponent and fits into 64 bits, else `.double`;
    /// nil when it is too large even for that.
    static func decode(_ text: Span<UInt8>, _ range: Range<Int>) -> Value? {
        if let whole = whole(text, range) { return .int(whole) }
        guard let number = Double(JSONStrings.plain(text, range.lowerBound, range.upperBound)),
            number.isFinite
        else { return nil }
        return .double(number)
    }

    /// Counts downwards, because the smallest number has no positive counterpart.
    private static func whole(_ text: Span<UInt8>, _ range: Range<Int>) -> Int64? {
        let isNegative = text[range.lowerBound] == 0x2D
        var number: Int64 = 0
        for place in (isNegative ? range.lowerBound + 1 : range.lowerBound)..<range.upperBound {
            let digit = text[place] &- 0x30
            guard digit < 10 else { return nil }
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (next, carry) = tens.subtractingReportingOverflow(Int64(digit))
            guard !overflow, !carry else { return nil }
            number = next
        }
        if isNegative { return number }
        return number == .min ? nil : -number
    }
}
