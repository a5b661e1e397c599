package import Core
import Diagnostics

/// The plan that makes the world what the blueprint says. Pure: same blueprint, observations and options, same plan.
package func makePlan(
    _ blueprint: Blueprint, observed observations: [Observation], options: PlanningOptions = PlanningOptions()
) -> Plan {
    let world = ObservedWorld(observations)
    var draft = PlanDraft()
    draft.findings += world.findings(fleet: blueprint, selection: options.selection)
    draft.findings += residencyFindings(blueprint, world, options.selection)

    let comparer = ObjectComparer(fleet: blueprint.fleet, forcesConflicts: options.forcesConflicts)
    for desired in blueprint.objects where options.selection.includes(desired.id, of: desired.owner) {
        // What could not be looked at has its finding, and no change is derived from not having seen it.
        guard world.wasSeen(desired.id.scope, kind: desired.id.kind) else { continue }
        draft.add(comparer.compare(desired, world.objects[desired.id]))
    }
    let deletions = DeletionRules(blueprint: blueprint, world: world, options: options)
    draft.changes += deletions.changes()
    draft.findings += deletions.budgetFindings(for: draft.changes)
    return draft.finished(blueprint, regions: world.regions, observedAt: world.at)
}

/// What has been found out while a plan is being made.
struct PlanDraft {
    var changes: [Change] = []
    var findings: [Finding] = []
    var unchanged = 0

    mutating func add(_ verdict: ObjectComparer.Verdict) {
        findings += verdict.findings
        if let change = verdict.change {
            changes.append(change)
        } else if verdict.findings.isEmpty {
            unchanged += 1
        }
    }

    func finished(_ blueprint: Blueprint, regions: [String], observedAt: Timestamp?) -> Plan {
        var findings = findings
        let ordered: [Change]
        switch inOrder(changes) {
        case .order(let changes): ordered = changes
        case .cycle(let diagnostic):
            findings.append(Finding(diagnostic))
            ordered = []
        }
        let blocking = findings.filter { $0.diagnostic.severity == .blocked }
        let judged = ordered.map { change in
            var change = change
            change.blockedBy = blocking.filter { $0.blocks(change) }.map(\.diagnostic.code)
            return change
        }
        return Plan(
            fleet: blueprint.fleet, changes: judged, findings: findings, unchanged: unchanged,
            titles: blueprint.tenants.mapValues(\.title), specCount: blueprint.specCount, regions: regions,
            observedAt: observedAt)
    }
}
