/// A part of a whole, absolute or relative: `3`, `10%`.
package enum CountOrPercent: Hashable, Sendable {
    case count(Int)
    /// From 0 to 100.
    case percent(Int)
}

extension CountOrPercent: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a number or a percentage", about: "A whole number, or one from 0 to 100 with a percent sign.",
        pattern: "^[0-9]+%?$", examples: ["10%", "3"], allowsNumbers: true)

    init(parsing text: String) throws(Misfit) {
        if text.hasSuffix("%") {
            guard let percent = text.dropLast().digitsOnly, percent <= 100 else {
                throw Misfit("percentages are whole numbers from 0 to 100")
            }
            self = .percent(percent)
        } else {
            guard let count = text.digitsOnly else { throw Misfit("it is not a whole number from 0 up") }
            self = .count(count)
        }
    }
}
