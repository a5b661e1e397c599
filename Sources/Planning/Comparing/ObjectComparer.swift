import Core
import Diagnostics
import Values

/// Compares one desired object with what is there under its name.
struct ObjectComparer {
    let fleet: String
    let options: PlanningOptions

    /// Neither change nor finding: nothing to do.
    struct Verdict {
        var change: Change?
        var findings: [Finding] = []
    }

    func compare(_ desired: DesiredObject, _ observed: ObservedObject?) -> Verdict {
        guard let observed else { return Verdict(change: creation(of: desired)) }
        if let mark = observed.mark, mark.fleet != fleet {
            return Verdict(findings: [ofOtherFleet(desired, mark)])
        }
        if observed.mark == nil, !options.adopts { return Verdict(findings: [unowned(desired)]) }
        if observed.isTerminating { return Verdict(findings: [terminating(desired)]) }
        do throws(JSONError) {
            let body = try observed.body.decode()
            guard let mark = observed.mark else { return adoption(of: desired, observed, body) }
            return compare(desired, observed, mark, body: body)
        } catch {
            return Verdict(findings: [unreadable(desired, error)])
        }
    }

    private func compare(
        _ desired: DesiredObject, _ observed: ObservedObject, _ mark: Mark, body: Value
    ) -> Verdict {
        let appliedSame = mark.fingerprint == desired.fingerprint
        let waiting = WaitingAttributes(of: body)
        var found = ownDifferences(desired, body)
        if !desired.kind.selfGrowing.isEmpty {
            let judge = DriftJudge(desired, mark: mark, owners: [])
            found.removeAll { desired.kind.hasGrownItself($0) && judge.isUnchanged($0) }
            found = withoutFollowers(found, of: desired.kind, waiting, judge)
        }
        found.removeAll { desired.isUnknown($0.path) }
        let hidden = HiddenAttributes(desired, FieldOwner.owners(of: body))
        if let hidden {
            found += hidden.differences(DriftJudge(desired, mark: mark, owners: []))
        }
        let late = waitedFor(desired, body, waiting, beside: found)
        found += late
        // What we applied last is what we would apply now: then nothing of ours can have been left over.
        if found.isEmpty && appliedSame { return Verdict() }
        let owners = FieldOwner.owners(of: body)
        let handovers = Handovers(desired, body, owners)
        found += handovers.beginnings
        if !appliedSame, let ours = owners.first(where: \.isOurs) {
            found += givenUp(by: ours, desired, hidden?.covered(body) ?? body, handovers, beside: found)
        }
        // A mark cannot be compared before all is known that it is made of.
        if found.isEmpty && (appliedSame || desired.hasUnknown) { return Verdict() }
        // All is as it should be, but not by our hand: unless we say so, the next drift would look like a conflict. Or
        // somebody has written over what we said, and would be in the way of saying it again.
        let isTaken = owners.contains { !$0.isOurs && $0.fields.touches(Mark.fingerprintPath) }
        if found.isEmpty || !appliedSame && isTaken {
            found.append(
                AttributeDifference(
                    path: Mark.fingerprintPath, before: mark.fingerprint.map(Value.string),
                    after: .string(desired.fingerprint)))
        }

        let judge = DriftJudge(desired, mark: mark, owners: owners)
        let judged = found.sorted { $0.path < $1.path }.map {
            difference -> (difference: AttributeDifference, judgement: DriftJudge.Judgement) in
            // What waits is nobody's drift.
            let isKnown = handovers.reclaims(difference.path) || late.map(\.path).contains(difference.path)
            return (difference, isKnown ? .change : judge.judge(difference))
        }
        let conflicts = judged.filter { $0.judgement.isConflict }
        let change = update(of: desired, observed, body, judged, handovers.all)
        var findings = handovers.indivisible.map { indivisible(desired, $0.attribute, $0.whole) }
        if change.action == .replace, change.kind.holdsData { findings.append(losesData(change)) }
        if !options.forcesConflicts {
            findings += conflicts.map { conflict(desired, $0.difference, $0.judgement) }
        }
        findings += leftBehind(desired, body, mark)
        return Verdict(change: change, findings: findings)
    }

    /// Without what the specs leave to others: it may stand where nothing but ours may be.
    func ownDifferences(_ desired: DesiredObject, _ body: Value) -> [AttributeDifference] {
        var found = differences(desired.body, body, desired.kind.comparison)
        if desired.kind.hidden != nil { found.removeAll { desired.kind.hides($0.path) } }
        if !desired.left.isEmpty { found.removeAll { desired.leaves($0.path) } }
        return found
    }

    /// What applying takes away of our claim, beside what differs already and what others get.
    func givenUp(
        by ours: FieldOwner, _ desired: DesiredObject, _ body: Value, _ handovers: Handovers,
        beside found: [AttributeDifference]
    ) -> [AttributeDifference] {
        let known = Set(found.map(\.path) + found.compactMap(\.rival))
        return removedAttributes(desired.body, body, ownedBy: ours.fields).filter {
            !known.contains($0.path) && !handovers.leaves($0.path)
        }
    }

    private func creation(of desired: DesiredObject) -> Change {
        Change(
            id: desired.id, kind: desired.kind, owner: desired.owner, action: .create, reason: .missing,
            desired: desired, needs: desired.needs)
    }

    private func update(
        of desired: DesiredObject, _ observed: ObservedObject, _ body: Value,
        _ judged: [(AttributeDifference, DriftJudge.Judgement)], _ handovers: [Handover]
    ) -> Change {
        let differences = judged.map { found, judgement in
            Difference(
                path: found.path, before: found.before, after: found.after,
                origin: found.after == nil
                    ? desired.specificOrigin(of: found.path) : desired.origin(of: found.path),
                drift: judgement.drift)
        }
        let immutable = differences.first(where: desired.kind.refuses)
        let isDrift = differences.allSatisfy { $0.drift != nil }
        return Change(
            id: desired.id, kind: desired.kind, owner: desired.owner,
            action: immutable == nil ? .update : .replace,
            reason: immutable.map { .immutable($0.path) } ?? (isDrift ? .drift : .specChanged),
            differences: differences, desired: desired, observed: observed.version, seen: observed.body,
            takesOwnership: judged.contains { $0.1.owner != nil },
            strays: judged.filter { $0.1.owner != nil }.compactMap { $0.0.stray },
            handovers: handovers, timing: immutable == nil ? timing(of: differences, desired, body) : nil,
            needs: desired.needs)
    }
}

extension AttributeDifference {
    var stray: Stray? {
        if let rival { return Stray(rival, displaced: after) }
        // What is in a list without keys goes when the list is stated again.
        let isOfKeys = path.elements.allSatisfy { if case .key = $0 { true } else { false } }
        return after == nil && isOfKeys ? Stray(path) : nil
    }
}
