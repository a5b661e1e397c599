package import Core

/// What a person says for one run, beyond the specs.
package struct PlanningOptions: Hashable, Sendable {
    package var selection: Selection
    /// Takes over fields that another manager owns.
    package var forcesConflicts: Bool
    /// In place of the Platform's.
    package var deletionBudget: DeletionBudget?
    /// Terminated tenants whose data may be destroyed once their retention has run out.
    package var dataDeletions: Set<String>

    package init(
        selection: Selection = .all, forcesConflicts: Bool = false, deletionBudget: DeletionBudget? = nil,
        dataDeletions: Set<String> = []
    ) {
        self.selection = selection
        self.forcesConflicts = forcesConflicts
        self.deletionBudget = deletionBudget
        self.dataDeletions = dataDeletions
    }
}
