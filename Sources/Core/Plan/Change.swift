package import Diagnostics
package import Values

/// One object's difference between the blueprint and the world.
package struct Change: Sendable {
    package let id: ObjectID
    package let kind: Kind
    package let owner: Owner
    package private(set) var action: Action
    /// For people; never steers what is done.
    package private(set) var reason: Reason
    package let differences: [Difference]
    /// nil for a delete.
    package internal(set) var desired: DesiredObject?
    /// What of it is secret, by path: read just before it is made, and nowhere else.
    package internal(set) var secrets: [FieldPath: Secret] = [:]
    /// What was seen, and so what the change is valid for; nil where nothing was seen.
    package let observed: ObjectVersion?
    /// Its whole body then: tells whether a later revision differs in more than its status.
    package let seen: JSONText?
    /// The plan showed that another manager changed fields that we had applied, and this change takes them back.
    package let takesOwnership: Bool
    /// What others have put where none but ours may be, or in place of ours under another key. Stating our own again
    /// does not take it away.
    package let strays: [Stray]
    package let handovers: [Handover]
    /// Nil where the world makes it as soon as it is asked for, whatever is said.
    package let timing: ChangeTiming?
    /// Changes that have to be done before this one. Only objects that are in the same plan.
    package var needs: [ObjectID]
    /// Codes of the findings that forbid it; it is shown, and not made.
    package var blockedBy: [String]

    package init(
        id: ObjectID, kind: Kind, owner: Owner, action: Action, reason: Reason,
        differences: [Difference] = [],
        desired: DesiredObject? = nil, observed: ObjectVersion? = nil, seen: JSONText? = nil,
        takesOwnership: Bool = false,
        strays: [Stray] = [], handovers: [Handover] = [], timing: ChangeTiming? = nil, needs: [ObjectID] = [],
        blockedBy: [String] = []
    ) {
        self.id = id
        self.kind = kind
        self.owner = owner
        self.action = action
        self.reason = reason
        self.differences = differences
        self.desired = desired
        self.observed = observed
        self.seen = seen
        self.takesOwnership = takesOwnership
        self.strays = strays
        self.handovers = handovers
        self.timing = timing
        self.needs = needs
        self.blockedBy = blockedBy
    }

    /// The same, left for another run.
    package var heldBack: Change { kept(because: .heldBack) }

    package func kept(because reason: Reason) -> Change {
        var change = self
        (change.action, change.reason) = (.keep, reason)
        return change
    }

    /// It would change the world, and nothing forbids it.
    package var isPerformable: Bool { action.isChange && blockedBy.isEmpty }
}

/// Something that an apply of ours does not take away.
package struct Stray: Hashable, Sendable {
    package let path: FieldPath
    /// The element of a keyed list that it stands in the place of; nil for what has only to go.
    package let displaced: Value?

    package init(_ path: FieldPath, displaced: Value? = nil) {
        self.path = path
        self.displaced = displaced
    }
}

/// One attribute that differs.
package struct Difference: Hashable, Sendable {
    package let path: FieldPath
    /// nil: not there.
    package let before: Value?
    package let after: Value?
    /// The YAML that asks for `after`.
    package let origin: Origin?
    /// Who changed it behind our back; nil where the specs changed.
    package let drift: Drift?

    package init(path: FieldPath, before: Value?, after: Value?, origin: Origin?, drift: Drift? = nil) {
        self.path = path
        self.before = before
        self.after = after
        self.origin = origin
        self.drift = drift
    }
}

/// A change of the world that did not come from us.
package struct Drift: Hashable, Sendable {
    /// The field manager that the world names; nil where it names none.
    package let manager: String?
    package let at: Timestamp?

    package init(manager: String?, at: Timestamp?) {
        self.manager = manager
        self.at = at
    }
}

package enum Reason: Hashable, Sendable {
    /// The blueprint holds it and the world does not.
    case missing
    case specChanged
    case drift
    /// It was there before, and belongs to no fleet.
    case unowned
    /// The attribute cannot be changed in place.
    case immutable(FieldPath)
    /// Its owner is in the specs, and no longer asks for it.
    case notWanted
    /// Its tenant is suspended, and gets it again with the end of that.
    case suspended
    case terminated
    /// Its owner is not in the specs any more.
    case orphan
    /// It holds data, and nothing says that the data may be destroyed.
    case holdsData
    /// It bears a mark that was made for another object: it was copied, or relabelled.
    case strangeMark
    /// It goes, or is replaced, by a run that sees everything. This one does not, or cannot make all that its tenant should
    /// hold instead.
    case heldBack
    /// A namespace in which there is, or may be, what this plan does not delete.
    case notEmpty
    /// A namespace of which nobody has looked for all that is in it.
    case unexplored
    /// Something that stays needs it.
    case inUse(by: ObjectID)
    /// As `holdsData`, until the tenant's retention has run out.
    case retained(until: Timestamp?)
}
