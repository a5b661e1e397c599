package import Core

/// What a person says for one run, beyond the specs.
package struct PlanningOptions: Hashable, Sendable {
    package var selection: Selection
    /// Takes over fields that another manager owns.
    package var forcesConflicts: Bool
    /// Takes objects of nobody's fleet for those that the specs ask for.
    package var adopts: Bool
    /// Nothing waits for a maintenance window, nor does what waits already.
    package var appliesNow: Bool
    /// Has the worlds asked what would come of the changes.
    package var rehearses: Bool
    /// In place of the Platform's.
    package var deletionBudget: DeletionBudget?
    /// Terminated tenants whose data may be destroyed once their retention has run out.
    package var dataDeletions: Set<String>

    package init(
        selection: Selection = .all, forcesConflicts: Bool = false, adopts: Bool = false,
        appliesNow: Bool = false, rehearses: Bool = true, deletionBudget: DeletionBudget? = nil,
        dataDeletions: Set<String> = []
    ) {
        self.selection = selection
        self.forcesConflicts = forcesConflicts
        self.adopts = adopts
        self.appliesNow = appliesNow
        self.rehearses = rehearses
        self.deletionBudget = deletionBudget
        self.dataDeletions = dataDeletions
    }
}
