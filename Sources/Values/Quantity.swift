/// An amount in the notation of Kubernetes: `500m`, `1Gi`, `1e3`, `0.5`.
///
/// Compared by what it is worth, exactly: amounts are whole numbers of nano-units (1e-9), the smallest that
/// Kubernetes knows, and finer ones are rounded up as Kubernetes does.
package struct Quantity: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let nanos: Int128
    /// As written.
    package let text: String

    package init?(_ text: String) {
        guard let nanos = Self.parse(text.utf8) else { return nil }
        self.nanos = nanos
        self.text = text
    }

    package var description: String { text }
    /// Whole units, rounded up: bytes for memory and storage, cores for CPU.
    package var units: Int128 { (nanos + (nanos > 0 ? 999_999_999 : 0)) / 1_000_000_000 }

    package static func == (left: Quantity, right: Quantity) -> Bool { left.nanos == right.nanos }
    package static func < (left: Quantity, right: Quantity) -> Bool { left.nanos < right.nanos }
    package func hash(into hasher: inout Hasher) { hasher.combine(nanos) }

    private static let nano: Int128 = 1_000_000_000
    // Far above the 2^63 units that Kubernetes itself stops at, and far from overflow.
    private static let limit = Int128(1) << 96

    private static func parse(_ text: String.UTF8View) -> Int128? {
        var rest = text[...]
        var isNegative = false
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            rest.removeFirst()
        }
        var digits: Int128 = 0
        var decimals = 0
        var count = 0
        var seenPoint = false
        while let byte = rest.first {
            if byte == UInt8(ascii: "."), !seenPoint {
                seenPoint = true
            } else if byte >= 0x30, byte <= 0x39 {
                guard digits < limit else { return nil }
                digits = digits * 10 + Int128(byte - 0x30)
                count += 1
                if seenPoint { decimals += 1 }
            } else {
                break
            }
            rest.removeFirst()
        }
        guard count > 0, let (multiplier, exponent) = suffix(rest) else { return nil }
        var power = exponent + 9 - decimals
        var value = digits
        guard value.multipliedSafely(by: multiplier, limit: limit, into: &value) else { return nil }
        while power > 0 {
            guard value.multipliedSafely(by: 10, limit: limit, into: &value) else { return nil }
            power -= 1
        }
        var isInexact = false
        while power < 0, value != 0 {
            isInexact = isInexact || value % 10 != 0
            value /= 10
            power += 1
        }
        if isInexact { value += 1 }
        return isNegative ? -value : value
    }

    /// What the suffix multiplies by: a power of two, and a power of ten.
    private static func suffix(_ text: Substring.UTF8View) -> (Int128, Int)? {
        switch String(text) {
        case "": return (1, 0)
        case "n": return (1, -9)
        case "u": return (1, -6)
        case "m": return (1, -3)
        case "k": return (1, 3)
        case "M": return (1, 6)
        case "G": return (1, 9)
        case "T": return (1, 12)
        case "P": return (1, 15)
        case "E": return (1, 18)
        case "Ki": return (1 << 10, 0)
        case "Mi": return (1 << 20, 0)
        case "Gi": return (1 << 30, 0)
        case "Ti": return (1 << 40, 0)
        case "Pi": return (1 << 50, 0)
        case "Ei": return (1 << 60, 0)
        default:
            guard let mark = text.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E"),
                let exponent = Int(String(Substring(text.dropFirst()))), (-27...27).contains(exponent)
            else { return nil }
            return (1, exponent)
        }
    }
}

extension Int128 {
    fileprivate func multipliedSafely(by factor: Int128, limit: Int128, into result: inout Int128) -> Bool {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        guard !overflow, product <= limit else { return false }
        result = product
        return true
    }
}
