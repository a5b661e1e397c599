import Core
import Diagnostics

/// What has been found out while a plan is being made.
struct PlanDraft {
    var changes: [Change] = []
    var findings: [Finding] = []
    var unchanged = 0
    var unseen = 0
    /// What is asked for and will not be there after this plan, with the codes that say why.
    var unmet: [ObjectID: [String]] = [:]

    mutating func add(_ verdict: ObjectComparer.Verdict, for id: ObjectID) {
        findings += verdict.findings
        if verdict.change == nil, !verdict.findings.isEmpty {
            unmet[id] = verdict.findings.map(\.diagnostic.code)
        }
        if let change = verdict.change {
            changes.append(change)
        } else if verdict.findings.isEmpty {
            unchanged += 1
        }
    }

    /// Tenants of whom something cannot be made in this run: nothing of theirs goes for what might not come. That copies of
    /// their data are elsewhere, where this run is not, hinders nobody.
    func hinderedTenants(_ blueprint: Blueprint, _ selection: Selection) -> Set<String> {
        var tenants = Set(
            findings.filter { $0.diagnostic.severity != .warning }.compactMap { $0.owner?.tenant })
        for object in blueprint.objects {
            guard let tenant = object.owner.tenant else { continue }
            let isAtHome = object.id.scope.region == blueprint.tenants[tenant]?.region
            if unmet[object.id] != nil || isAtHome && !selection.includes(object.id.scope) {
                tenants.insert(tenant)
            }
        }
        return tenants
    }

    /// A look for some owners deletes nothing, not even to make it again; and what needs the new waits with it.
    mutating func holdBackReplaces(_ world: ObservedWorld) {
        var held = Set(
            changes.filter { $0.action == .replace && !world.isWhole($0.id.scope) }.map(\.id))
        var count = 0
        while held.count > count {
            count = held.count
            for change in changes where !held.isDisjoint(with: change.needs + (change.desired?.needs ?? [])) {
                held.insert(change.id)
            }
        }
        if held.isEmpty { return }
        changes = changes.map { held.contains($0.id) && $0.action.isChange ? $0.heldBack : $0 }
    }

    /// What is no longer wanted goes after all that its tenant gets in the same plan.
    mutating func addDeletions(_ deletions: [Change]) {
        let leaving = deletions.filter { $0.reason.isReplaced && $0.action == .delete }
        let (owners, ids) = (Set(leaving.map(\.owner)), Set(leaving.map(\.id)))
        let coming = Dictionary(grouping: changes.filter { owners.contains($0.owner) }, by: \.owner)
            // What needs something that goes cannot come before it goes.
            .filter { $0.value.allSatisfy { ids.isDisjoint(with: $0.needs) } }
            .mapValues { $0.map(\.id) }
        for deletion in deletions {
            var deletion = deletion
            if deletion.reason.isReplaced { deletion.needs += coming[deletion.owner] ?? [] }
            changes.append(deletion)
        }
    }

    func finished(_ blueprint: Blueprint, regions: [String], observedAt: Timestamp?) -> Plan {
        let order = Order(MovingHosts(changes).ordered(changes))
        let findings = (findings + order.findings).sorted(by: precedes)
        let blocks = Blocks(findings)
        return Plan(
            fleet: blueprint.fleet, changes: handedOn(order.changes.map(blocks.judged), unmet),
            findings: findings,
            unchanged: unchanged, titles: blueprint.tenants.mapValues(\.title),
            specCount: blueprint.specCount,
            regions: regions, observedAt: observedAt, unseen: unseen,
            costs: blueprint.prices.map { PlanCosts(of: changes, blueprint, by: $0) })
    }
}

extension Reason {
    /// Its tenant gets other things in its place, or lives on without it.
    var isReplaced: Bool { self == .notWanted || self == .suspended }
}

/// With what is blocked, all that needs it is blocked too, for the same reasons: a workload is not made without
/// the fences that could not be.
///
/// - Parameters:
///   - changes: each after what it needs.
///   - codes: what blocks an object beside what its change says already.
func handedOn(_ changes: [Change], _ codes: [ObjectID: [String]]) -> [Change] {
    var changes = changes
    var codes = codes
    // A workload may wait for its autoscaler's delete, which may wait for another: each round blocks more, or is the last.
    repeat {
        changes = handedDown(changes, codes)
        codes = codesOfStayingAutoscalers(changes)
    } while !codes.isEmpty
    return changes
}

private func handedDown(_ changes: [Change], _ codes: [ObjectID: [String]]) -> [Change] {
    var codes = codes
    return changes.map { change in
        guard change.action.isChange else { return change }
        let needs = change.needs + (change.desired?.needs ?? [])
        let inherited = (codes[change.id] ?? []) + needs.flatMap { codes[$0] ?? [] }
        if inherited.isEmpty, change.blockedBy.isEmpty { return change }
        var change = change
        change.blockedBy = Set(change.blockedBy + inherited).sorted()
        codes[change.id] = change.blockedBy
        return change
    }
}

/// A whole order, so that what is found does not depend on where it was looked for first.
func precedes(_ left: Finding, _ right: Finding) -> Bool {
    if Diagnostic.precedes(left.diagnostic, right.diagnostic) { return true }
    if Diagnostic.precedes(right.diagnostic, left.diagnostic) { return false }
    let (one, other) = (left.diagnostic, right.diagnostic)
    return (one.label, one.notes.joined(), one.help ?? "", "\(left.reach)")
        < (other.label, other.notes.joined(), other.help ?? "", "\(right.reach)")
}

/// The blocking findings by what they reach, so that a change asks for its own and not for all.
private struct Blocks {
    private var codes: [Finding.Reach: Set<String>] = [:]

    init(_ findings: [Finding]) {
        for finding in findings where finding.diagnostic.severity == .blocked && finding.reach != .nothing {
            codes[finding.reach, default: []].insert(finding.diagnostic.code)
        }
    }

    func judged(_ change: Change) -> Change {
        guard change.action.isChange, !codes.isEmpty else { return change }
        var reaches: [Finding.Reach] = [.object(change.id)]
        if let tenant = change.owner.tenant { reaches.append(.tenant(tenant)) }
        if change.action.deletes { reaches.append(.deletes(kind: change.kind.name)) }
        var change = change
        change.blockedBy = Set(reaches.flatMap { codes[$0] ?? [] }).sorted()
        return change
    }
}
