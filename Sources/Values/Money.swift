/// An amount of money, exactly: whole billionths of the currency's unit. Sums and multiples are never rounded; only what
/// people read is, to hundredths.
package struct Money: Hashable, Sendable, AdditiveArithmetic {
    package let billionths: Int128

    /// More than this is no price of anything here, and sums of it cannot overflow.
    package static let limit = Money(billionths: 1_000_000_000 * unit)
    package static let zero = Money(billionths: 0)

    private static let unit: Int128 = 1_000_000_000

    private init(billionths: Int128) { self.billionths = billionths }

    /// A decimal number such as `328.50`; nil for anything else, and for what is below zero or beyond the limit.
    package init?(_ text: String) {
        guard let quantity = Quantity(text), (0...Self.limit.billionths).contains(quantity.nanos) else {
            return nil
        }
        self.init(billionths: quantity.nanos)
    }

    package static func + (left: Money, right: Money) -> Money {
        Money(billionths: left.billionths + right.billionths)
    }

    package static func - (left: Money, right: Money) -> Money {
        Money(billionths: left.billionths - right.billionths)
    }

    package static func * (money: Money, count: Int64) -> Money {
        Money(billionths: money.billionths * Int128(count))
    }

    /// `657.00`, `-0.12`: rounded to hundredths, halves away from zero.
    package var text: String {
        let hundredths = (billionths.magnitude + 5_000_000) / 10_000_000
        let decimals = hundredths % 100
        let sign = billionths < 0 && hundredths > 0 ? "-" : ""
        return "\(sign)\(hundredths / 100).\(decimals < 10 ? "0" : "")\(decimals)"
    }
}
