import Core
import Diagnostics
import Values

extension ObjectComparer {
    func unowned(_ desired: DesiredObject) -> Finding {
        notOurs(
            desired, "ownership.unowned", because: "it bears no fleet's mark",
            help:
                "take it over with --adopt, which shows first what would become otherwise; or rename or remove it, or "
                + "the spec that asks for it")
    }

    func ofOtherFleet(_ desired: DesiredObject, _ mark: Mark) -> Finding {
        notOurs(
            desired, "ownership.other-fleet", because: "it bears the mark of fleet \"\(mark.fleet)\"",
            help: "give one of the two fleets another platform name, or a cluster of its own")
    }

    private func notOurs(
        _ desired: DesiredObject, _ code: String, because reason: String, help: String
    ) -> Finding {
        Finding(
            Diagnostic(
                .blocked, code, "\(desired.id) is there and is not ours",
                at: desired.origin(of: FieldPath([])), label: "asks for it",
                notes: ["\(reason), so nothing of it is read, changed or deleted"], help: help),
            owner: desired.owner, reach: .object(desired.id))
    }

    func notAdoptable(_ desired: DesiredObject, _ reason: String) -> Finding {
        Finding(
            Diagnostic(
                .blocked, "ownership.not-adoptable", "\(desired.id) cannot be adopted",
                at: desired.origin(of: FieldPath([])), label: "asks for it", notes: [reason],
                help: "remove the object, so that it is made anew, or let the specs ask for another name"),
            owner: desired.owner, reach: .object(desired.id))
    }

    func terminating(_ desired: DesiredObject) -> Finding {
        Finding(
            Diagnostic(
                .error, "object.terminating", "\(desired.id) is being deleted",
                notes: ["somebody asked for its deletion, which has not ended"],
                help: "wait until it is gone and plan again; if it stays, look at its finalizers"),
            owner: desired.owner, reach: .object(desired.id))
    }

    func unreadable(_ desired: DesiredObject, _ error: JSONError) -> Finding {
        Finding(
            Diagnostic(
                .error, "object.unreadable", "\(desired.id) could not be read",
                notes: ["the answer about it is not valid JSON: \(error)"],
                help:
                    "plan again; if it stays, look for a proxy between here and the API server that changes answers"
            ),
            owner: desired.owner, reach: .object(desired.id))
    }

    /// Nothing is said in specs that would allow it, so nothing but changing the specs helps.
    func losesData(_ change: Change) -> Finding {
        let refused = change.differences.first(where: change.kind.refuses)
        let path = refused.map { "\($0.path)" } ?? "an attribute"
        let canGrow = refused.map(change.kind.canGrow) ?? false
        return Finding(
            Diagnostic(
                .blocked, "safety.replace-holds-data", "\(change.id) would be replaced, and its data lost",
                at: refused?.origin,
                label: canGrow ? "cannot be made smaller" : "cannot be changed in place",
                notes: [
                    "\(path) of a \(change.kind.name) can only be \(canGrow ? "lowered" : "changed") by deleting the object"
                ],
                help: canGrow
                    ? "ask for as much as is there, or move the data to a new object of another name"
                    : "take the change back, or move the data to a new object of another name"),
            owner: change.owner, reach: .object(change.id))
    }

    /// To state the rest of it would put the whole back.
    func indivisible(_ desired: DesiredObject, _ attribute: LeftAttribute, _ whole: FieldPath) -> Finding {
        Finding(
            Diagnostic(
                .blocked, "ownership.indivisible",
                "\(attribute.path) of \(desired.id) cannot be ignored by itself",
                at: attribute.rule?.origin ?? desired.origin(of: FieldPath([])),
                label: "is to be left to others",
                notes: [
                    "the server knows \(whole) only as a whole: who states a part of it states all of it",
                    "a change of this object would take from others what is ignored, so it is not made",
                ],
                help: "ignore \(whole.notation), or remove the rule"),
            owner: desired.owner, reach: .object(desired.id))
    }

    func conflict(
        _ desired: DesiredObject, _ difference: AttributeDifference, _ judgement: DriftJudge.Judgement
    ) -> Finding {
        let owner = judgement.owner
        let since = owner?.at.map { " since \($0)" } ?? ""
        return Finding(
            Diagnostic(
                .blocked, "ownership.conflict",
                "\(owner?.manager ?? "another manager") owns \(difference.path) of \(desired.id)",
                at: desired.origin(of: difference.path), label: "asks for another value",
                notes: [
                    "\(owner?.manager ?? "the other manager") holds the field\(since)",
                    "the specs ask for another value than was last applied, so nobody can tell which is meant",
                ],
                help:
                    "let one of the two manage it: take it out of the specs, or take it over with --force-conflicts"
            ),
            owner: desired.owner, reach: .object(desired.id))
    }
}
