import Core
import Diagnostics
import Values

extension PlanCosts {
    /// `Monthly cost +657.00 USD; not counted: Key.`; nil where nothing changes it.
    func sentence(of changes: [Change]) -> String? {
        let difference = sum(of: changes)
        if difference.isNothing { return nil }
        let gaps = difference.uncounted.sorted().joined(separator: ", ")
        let words = "Monthly cost \(amountText(difference))"
        return VisibleText.escape(words + (gaps.isEmpty ? "." : "; not counted: \(gaps)."))
    }

    /// `+657.00 USD a month`; nil where the changes do not alter it.
    func note(on changes: [Change]) -> String? {
        let difference = sum(of: changes)
        return difference.amount == .zero
            ? nil : VisibleText.escape("\(amountText(difference)) a month")
    }

    private func amountText(_ difference: CostDifference) -> String {
        let sign = difference.amount.billionths > 0 ? "+" : difference.amount == .zero ? "±" : ""
        return "\(sign)\(difference.amount.text) \(currency)"
    }
}
