import Core
import Values

extension Kind {
    /// Whether the world refuses to make this difference in place.
    func refuses(_ difference: Difference) -> Bool {
        if immutable.contains(where: difference.path.hasPrefix) { return true }
        guard canGrow(difference) else { return false }
        if case .version = comparison.rule(at: difference.path) {
            guard let before = difference.before?.string, let after = difference.after?.string else {
                return false
            }
            return Release(after).isOlder(than: Release(before))
        }
        // What cannot be read as an amount is for the server to judge.
        guard let before = difference.before?.amount, let after = difference.after?.amount else {
            return false
        }
        return after < before
    }

    /// Whether the world has made it more, as it may: a disk that was nearly full.
    func hasGrownItself(_ difference: AttributeDifference) -> Bool {
        guard selfGrowing.contains(where: difference.path.hasPrefix) else { return false }
        if case .version = comparison.rule(at: difference.path) {
            guard let before = difference.before?.string, let after = difference.after?.string else {
                return false
            }
            return Release(after).isOlder(than: Release(before))
        }
        guard let before = difference.before?.amount, let after = difference.after?.amount
        else { return false }
        return before > after
    }

    /// Whether what differs is an amount that may become more, and not less.
    func canGrow(_ difference: Difference) -> Bool { growing.contains(where: difference.path.hasPrefix) }
}

extension Value {
    fileprivate var amount: Quantity? {
        switch self {
        case .string(let text): Quantity(text)
        case .int(let number): Quantity("\(number)")
        default: nil
        }
    }
}
