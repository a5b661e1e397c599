package import Core
import Diagnostics
import Threads

/// The plan that makes the world what the blueprint says. Pure: same blueprint, observations and options, same plan.
package func makePlan(
    _ blueprint: Blueprint, observed observations: [Observation], options: PlanningOptions = PlanningOptions()
) -> Plan {
    let world = ObservedWorld(observations)
    let wanted = WantedObjects(blueprint, options.selection)
    var draft = PlanDraft()
    draft.findings += wanted.findings
    draft.findings += world.findings(fleet: blueprint, selection: options.selection)
    draft.findings += world.unobserved(wanted.objects)
    draft.findings += residencyFindings(blueprint, world, options.selection)
    draft.findings += earlyTerminations(blueprint, world, options.selection)

    let comparer = ObjectComparer(fleet: blueprint.fleet, options: options)
    let verdicts = wanted.objects.inPortions { portion in
        portion.map { desired in
            // What could not be looked at has its finding, and no change is derived from not having seen it.
            world.wasSeen(desired.id.scope, kind: desired.id.kind)
                ? comparer.compare(
                    desired.knowing { world.told($0, of: blueprint.fleet) }, world.objects[desired.id]) : nil
        }
    }
    for (desired, verdict) in zip(wanted.objects, verdicts.joined()) {
        if let verdict {
            draft.add(verdict, for: desired.id)
        } else {
            draft.unseen += 1
            draft.unmet[desired.id] = [world.whyUnseen(desired.id.scope, kind: desired.id.kind)]
        }
    }
    draft.findings += stayingReplicaFindings(for: draft.changes, world)
    let deletions = DeletionRules(
        blueprint: blueprint, world: world, options: options,
        hindered: draft.hinderedTenants(blueprint, options.selection))
    let all = deletions.changes()
    draft.findings += protectionFindings(for: draft.changes, world)
    draft.holdBackReplaces(world)
    // The budget counts what all tenants would lose: a run for each of them must not get around it.
    draft.findings += deletions.budgetFindings(for: draft.changes + all)
    var selected = all.filter { options.selection.includes($0.id, of: $0.owner) }
    selected = withUsedClassesKept(selected, draft.changes, world)
    selected = withUsedGroupsKept(selected, draft.changes, world)
    draft.findings += deletions.occupantFindings(for: selected)
    draft.findings += protectionFindings(for: selected, world)
    draft.findings += autoscalingFindings(for: draft.changes, deletions: selected, blueprint, world)
    draft.addDeletions(selected)
    return draft.finished(blueprint, regions: world.regions, observedAt: world.at)
}
