extension Quantity {
    /// The one way in which Kubernetes writes this amount, whatever way it was given in: `1000m` is `1`, `1.5Gi` is
    /// `1536Mi`.
    ///
    /// What is applied has to be in this form: a server stores it so, and takes any other for a change each time.
    /// Source: k8s.io/apimachinery, `resource.Quantity`, "canonical form".
    package var canonical: String {
        let kilo: Int128 = 1024 * Self.nano
        switch notation {
        case .binary where nanos <= -kilo || nanos >= kilo: return binaryText
        case .binary, .decimal: return decimalText(Self.decimalSuffixes)
        case .exponent: return decimalText(Self.exponentSuffixes)
        }
    }

    private enum Notation { case decimal, binary, exponent }

    private var notation: Notation {
        if text.utf8.last == UInt8(ascii: "i") { return .binary }
        let hasExponent = text.utf8.dropLast().contains { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
        return hasExponent ? .exponent : .decimal
    }

    private static let nano: Int128 = 1_000_000_000
    // From 10^18 down to 10^-9, in steps of a thousand.
    private static let decimalSuffixes = ["E", "P", "T", "G", "M", "k", "", "m", "u", "n"]
    private static let exponentSuffixes = ["e18", "e15", "e12", "e9", "e6", "e3", "", "e-3", "e-6", "e-9"]
    private static let binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]

    /// The largest suffix that leaves a whole number.
    private func decimalText(_ suffixes: [String]) -> String {
        if nanos == 0 { return "0" }
        var power: Int128 = 1_000_000_000_000_000_000 * Self.nano
        for suffix in suffixes {
            if nanos % power == 0 { return "\(nanos / power)\(suffix)" }
            power /= 1000
        }
        return "\(nanos)n"
    }

    private var binaryText: String {
        var amount = units
        var place = 0
        while amount % 1024 == 0, place < Self.binarySuffixes.count - 1 {
            amount /= 1024
            place += 1
        }
        return "\(amount)\(Self.binarySuffixes[place])"
    }
}
