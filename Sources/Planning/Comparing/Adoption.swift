import Core
import Diagnostics
import Values

extension ObjectComparer {
    /// Taking an object of nobody's fleet for the one that the specs ask for: all that becomes otherwise is a difference,
    /// whoever holds it now; what the specs do not state stays, unless it is we who hold it.
    func adoption(of desired: DesiredObject, _ observed: ObservedObject, _ body: Value) -> Verdict {
        var found = ownDifferences(desired, body)
        let owners = FieldOwner.owners(of: body)
        let unmarked = Mark(fleet: fleet, tenant: nil)
        found +=
            HiddenAttributes(desired, owners)?.differences(DriftJudge(desired, mark: unmarked, owners: []))
            ?? []
        let handovers = Handovers(desired, body, owners)
        found += handovers.beginnings
        // Only its mark was taken away: what we applied then goes with what we apply now.
        if let ours = owners.first(where: \.isOurs) {
            found += givenUp(by: ours, desired, body, handovers, beside: found)
        }
        found.sort { $0.path < $1.path }
        let shown = found.map {
            Difference(path: $0.path, before: $0.before, after: $0.after, origin: desired.origin(of: $0.path))
        }
        let change = Change(
            id: desired.id, kind: desired.kind, owner: desired.owner, action: .adopt, reason: .unowned,
            differences: shown, desired: desired, observed: observed.version, seen: observed.body,
            takesOwnership: true, strays: found.filter { !$0.isGivenUp }.compactMap(\.stray),
            handovers: handovers.all, timing: timing(of: shown, desired, body), needs: desired.needs)
        var obstacles: [Finding] = []
        if let controller = Self.controller(of: body) {
            obstacles.append(
                notAdoptable(desired, "\(controller) controls it, and would undo what is changed"))
        } else if let immutable = shown.first(where: desired.kind.refuses) {
            obstacles.append(
                notAdoptable(
                    desired, "its \(immutable.path) cannot be made what the specs say without replacing it"))
        }
        return Verdict(change: change, findings: obstacles)
    }

    /// `ReplicaSet app-5d4f`
    private static func controller(of body: Value) -> String? {
        let owners = body[at: "metadata.ownerReferences"]?.array ?? []
        guard let owner = owners.first(where: { $0[key: "controller"] == true }) else { return nil }
        return "\(owner[key: "kind"]?.string ?? "a controller") \(owner[key: "name"]?.string ?? "")"
    }
}
