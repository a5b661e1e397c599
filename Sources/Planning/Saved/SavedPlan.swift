package import Core
import Values

/// What a plan showed, and what it was computed from: kept so that just this can be applied later.
///
/// It holds no manifest and no value: an apply plans anew, by the one way that there is, and compares.
package struct SavedPlan: Hashable, Sendable {
    /// Of the program that made it.
    package var version: String
    package var fleet: String
    /// The folder of the specs, as it was named.
    package var specs: String
    /// `Blueprint.digest`
    package var digest: String
    /// The sandbox's file; nil where the regions' clusters were looked at.
    package var sandbox: String?
    package var observedAt: Timestamp?
    package var options: PlanningOptions
    /// Of every selected object that the specs asked for, its digest.
    package var wanted: [ObjectID: String]
    /// In the plan's order; what is kept is among them.
    package var changes: [SavedChange]

    package init(
        _ plan: Plan, of blueprint: Blueprint, options: PlanningOptions, specs: String, sandbox: String?,
        version: String
    ) {
        self.version = version
        fleet = plan.fleet
        self.specs = specs
        digest = blueprint.digest
        self.sandbox = sandbox
        observedAt = plan.observedAt
        self.options = options
        wanted = blueprint.digests(of: options.selection)
        changes = plan.changes.map(SavedChange.init)
    }

    init(
        version: String, fleet: String, specs: String, digest: String, sandbox: String?,
        observedAt: Timestamp?,
        options: PlanningOptions, wanted: [ObjectID: String], changes: [SavedChange]
    ) {
        self.version = version
        self.fleet = fleet
        self.specs = specs
        self.digest = digest
        self.sandbox = sandbox
        self.observedAt = observedAt
        self.options = options
        self.wanted = wanted
        self.changes = changes
    }
}

/// One change as it was shown.
package struct SavedChange: Hashable, Sendable {
    package var id: ObjectID
    package var action: Action
    /// By path, a fingerprint of the values before and after and of who is said to have changed it.
    package var differences: [String: String]
    package var takesOwnership: Bool
    package var observed: ObjectVersion?
    /// Of what is deleted or replaced: a fingerprint of all that it held.
    package var content: String?
    package var blockedBy: [String]

    init(
        id: ObjectID, action: Action, differences: [String: String], takesOwnership: Bool,
        observed: ObjectVersion?, content: String?, blockedBy: [String]
    ) {
        self.id = id
        self.action = action
        self.differences = differences
        self.takesOwnership = takesOwnership
        self.observed = observed
        self.content = content
        self.blockedBy = blockedBy
    }

    init(_ change: Change) {
        let differences = change.differences.map { ($0.path.notation, $0.fingerprint) }
        self.init(
            id: change.id, action: change.action,
            differences: Dictionary(differences, uniquingKeysWith: { first, _ in first }),
            takesOwnership: change.takesOwnership, observed: change.observed,
            content: change.action.deletes ? change.seen.map(Self.fingerprint) : nil,
            blockedBy: change.blockedBy)
    }

    package var isPerformable: Bool { action.isChange && blockedBy.isEmpty }

    /// A status that moves is no reason to look at a delete again.
    private static func fingerprint(_ seen: JSONText) -> String {
        Fingerprint.of((try? seen.decode())?.withoutBookkeeping ?? .null)
    }
}

extension Blueprint {
    func digests(of selection: Selection) -> [ObjectID: String] {
        let selected = objects.filter { selection.includes($0.id, of: $0.owner) }
        return Dictionary(selected.map { ($0.id, $0.digest) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Difference {
    /// Without the moment of a drift: who wrote the same value twice has changed nothing.
    fileprivate var fingerprint: String {
        func shown(_ value: Value?) -> Value { value.map { [$0] } ?? [] }
        let manager: Value = drift.map { [.string($0.manager ?? "")] } ?? []
        return Fingerprint.of([shown(before), shown(after), manager])
    }
}
