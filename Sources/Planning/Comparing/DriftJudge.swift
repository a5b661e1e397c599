import Core
import Values

/// Tells who made an attribute differ: we, by changing the specs, or somebody else in the world.
struct DriftJudge {
    let owners: [FieldOwner]
    let desired: DesiredObject
    /// The object's mark says that we last applied exactly what we would apply now.
    let appliedSame: Bool
    /// What the mark says of each attribute, where it does not say that.
    let applied: AttributePrints

    init(_ desired: DesiredObject, mark: Mark, owners: [FieldOwner]) {
        self.owners = owners
        self.desired = desired
        appliedSame = mark.fingerprint == desired.fingerprint
        applied = appliedSame ? AttributePrints("") : mark.applied
    }

    enum Judgement {
        /// The specs changed.
        case change
        /// The specs changed, and a claim of our own is in the way, of a change that was cut off.
        case leftover(FieldOwner)
        /// We had applied it, and the world changed it; `owner` holds the field now, if anybody does.
        case drift(by: Drift, owner: FieldOwner?)
        /// Another manager owns the field, and nothing says that it was ever ours.
        case conflict(FieldOwner)

        var isConflict: Bool { if case .conflict = self { true } else { false } }
        var drift: Drift? { if case .drift(let drift, _) = self { drift } else { nil } }
        /// Whom applying it takes the field from.
        var owner: FieldOwner? {
            switch self {
            case .change: nil
            case .drift(_, let owner): owner
            case .conflict(let owner), .leftover(let owner): owner
            }
        }
    }

    func judge(_ difference: AttributeDifference) -> Judgement {
        // A field that we give up is not taken from anybody.
        let holder = difference.isGivenUp ? nil : holder(of: difference)
        // Nobody asks for it in the specs, or it is the mark's own: it cannot be two that ask for one field.
        let isNobodys = difference.after == nil || difference.path == Mark.fingerprintPath
        guard isUnchanged(difference) || isNobodys && holder != nil else {
            guard let holder else { return .change }
            return holder.isOurPatch ? .leftover(holder) : .conflict(holder)
        }
        let culprit = holder?.isOurPatch == false ? holder : latest(owners.filter(hasWrittenSince))
        return .drift(by: Drift(manager: culprit?.manager, at: culprit?.at), owner: holder)
    }

    /// Who holds it instead of us, others before a leftover of our own. Of what is there and in nobody's hands, whoever wrote it in another form of the object:
    /// an autoscaler's `targetCPUUtilizationPercentage` is one of its `metrics`.
    private func holder(of difference: AttributeDifference) -> FieldOwner? {
        let path = difference.rival ?? difference.path
        let holders = owners.filter { $0.fields.touches(path) }
        if holders.isEmpty, difference.before != nil { return latest(owners.filter(\.holdsUnseen)) }
        return latest(holders.filter { !$0.isOurs && !$0.isOurPatch }) ?? holders.first(where: \.isOurPatch)
    }

    /// The specs ask for the same that was last applied.
    func isUnchanged(_ difference: AttributeDifference) -> Bool {
        appliedSame
            || difference.after != nil
                && applied.hold(difference.path, of: desired.body, desired.kind.comparison)
    }

    /// Nobody holds a field that was taken away; whoever wrote to the object after us is the likeliest.
    private func hasWrittenSince(_ owner: FieldOwner) -> Bool {
        guard !owner.isOurs, !owner.isOurPatch, !owner.isReport else { return false }
        guard let ours = owners.first(where: \.isOurs)?.at, let theirs = owner.at else { return true }
        return theirs >= ours
    }

    private func latest(_ owners: [FieldOwner]) -> FieldOwner? {
        owners.max { ($0.at?.seconds ?? .min, $0.manager) < ($1.at?.seconds ?? .min, $1.manager) }
    }
}
