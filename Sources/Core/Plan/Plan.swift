import Diagnostics

/// Everything that would be done, in an order in which it can be done, and what speaks against it.
package struct Plan: Sendable {
    package let fleet: String
    package let changes: [Change]
    package let findings: [Finding]
    package let unchanged: Int
    /// Objects that the specs ask for and that could not be looked at: nothing is said of them.
    package let unseen: Int
    /// By tenant: `nordwind · enterprise · eu-west-1`.
    package let titles: [String: String]
    package let specCount: Int
    package let regions: [String]
    /// The oldest look that the plan was computed from; nil where there was none.
    package let observedAt: Timestamp?

    /// Changes that no world could be asked about beforehand, by why.
    package let unrehearsed: [RehearsalGap: Int]
    /// Nil where the specs have no prices.
    package let costs: PlanCosts?

    package init(
        fleet: String, changes: [Change], findings: [Finding], unchanged: Int, titles: [String: String],
        specCount: Int, regions: [String], observedAt: Timestamp?, unseen: Int = 0,
        unrehearsed: [RehearsalGap: Int] = [:], costs: PlanCosts? = nil
    ) {
        self.fleet = fleet
        self.changes = changes
        self.findings = findings
        self.unchanged = unchanged
        self.unseen = unseen
        self.unrehearsed = unrehearsed
        self.costs = costs
        self.titles = titles
        self.specCount = specCount
        self.regions = regions
        self.observedAt = observedAt
    }

    package var isBlocked: Bool { findings.contains { $0.diagnostic.severity == .blocked } }
    /// Part of the world could not be seen, so that the plan is not whole.
    package var hasErrors: Bool { findings.contains { $0.diagnostic.severity == .error } }
    package var hasChanges: Bool { changes.contains { $0.action.isChange } }
}
