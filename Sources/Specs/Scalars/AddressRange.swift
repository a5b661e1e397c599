/// A range of IP addresses in CIDR notation: `203.0.113.0/24`, `2001:db8::/32`.
package struct AddressRange: Hashable, Sendable {
    package let text: String
    /// As servers write it: two spellings of one range are one.
    package let canonical: String
}

extension AddressRange: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a range of addresses",
        about: "IPv4 or IPv6 in CIDR notation; the bits after the prefix are zero.",
        pattern: "^[0-9a-fA-F:.]+/[0-9]{1,3}$", examples: ["203.0.113.0/24", "2001:db8::/32"])

    init(parsing text: String) throws(Misfit) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw Misfit(
                "it has no prefix length", suggestion: parts.count == 1 ? Self.single(parts[0]) : nil)
        }
        let (address, width): (UInt128, Int)
        if let bits = IPv4.parse(parts[0]) {
            (address, width) = (UInt128(bits), 32)
        } else if let bits = IPv6.parse(parts[0]) {
            (address, width) = (bits, 128)
        } else {
            throw Misfit("\"\(parts[0])\" is no IP address")
        }
        guard let length = parts[1].digitsOnly, length <= width else {
            throw Misfit("the prefix length is from 0 to \(width)")
        }
        let hostBits = width - length
        let mask: UInt128 = hostBits == 128 ? .max : (1 << UInt128(hostBits)) - 1
        guard address & mask == 0 else {
            let base = address & ~mask
            throw Misfit(
                "bits after the prefix are set",
                suggestion: width == 32 ? "\(IPv4.text(UInt32(truncatingIfNeeded: base)))/\(length)" : nil)
        }
        self.text = text
        canonical =
            (width == 32 ? IPv4.text(UInt32(truncatingIfNeeded: address)) : IPv6.text(address)) + "/\(length)"
    }

    /// The range of one address alone.
    private static func single(_ address: Substring) -> String? {
        if IPv4.parse(address) != nil { return "\(address)/32" }
        return IPv6.parse(address) == nil ? nil : "\(address)/128"
    }
}
