package import Values

/// How much more a month costs once changes are made.
package struct CostDifference: Hashable, Sendable {
    /// Below zero where it is less.
    package private(set) var amount = Money.zero
    /// What of it the price sheet has no price for: a class of servers, a kind of object.
    package private(set) var uncounted: Set<String> = []

    package init() {}

    package mutating func add(_ amount: Money) { self.amount += amount }
    package mutating func leaveOut(_ what: String) { uncounted.insert(what) }

    package mutating func add(_ other: CostDifference) {
        amount += other.amount
        uncounted.formUnion(other.uncounted)
    }

    package var isNothing: Bool { amount == .zero && uncounted.isEmpty }
}

/// What a plan's changes cost a month, change by change.
package struct PlanCosts: Sendable {
    package let currency: String
    private let byObject: [ObjectID: CostDifference]

    package init(currency: String, byObject: [ObjectID: CostDifference]) {
        self.currency = currency
        self.byObject = byObject
    }

    /// Of those that will be made: what is blocked costs nothing.
    package func sum(of changes: some Sequence<Change>) -> CostDifference {
        var sum = CostDifference()
        for change in changes where change.isPerformable {
            if let difference = byObject[change.id] { sum.add(difference) }
        }
        return sum
    }
}
