import Core
import Diagnostics

/// What has been found out while a plan is being made.
struct PlanDraft {
    var changes: [Change] = []
    var findings: [Finding] = []
    var unchanged = 0
    var unseen = 0

    mutating func add(_ verdict: ObjectComparer.Verdict) {
        findings += verdict.findings
        if let change = verdict.change {
            changes.append(change)
        } else if verdict.findings.isEmpty {
            unchanged += 1
        }
    }

    func finished(_ blueprint: Blueprint, regions: [String], observedAt: Timestamp?) -> Plan {
        let order = Order(changes)
        let findings = (findings + order.findings).sorted(by: precedes)
        let blocks = Blocks(findings)
        return Plan(
            fleet: blueprint.fleet, changes: order.changes.map(blocks.judged), findings: findings,
            unchanged: unchanged, titles: blueprint.tenants.mapValues(\.title),
            specCount: blueprint.specCount,
            regions: regions, observedAt: observedAt, unseen: unseen)
    }
}

/// A whole order, so that what is found does not depend on where it was looked for first.
private func precedes(_ left: Finding, _ right: Finding) -> Bool {
    if Diagnostic.precedes(left.diagnostic, right.diagnostic) { return true }
    if Diagnostic.precedes(right.diagnostic, left.diagnostic) { return false }
    return (left.diagnostic.label, left.diagnostic.notes.joined(), "\(left.reach)")
        < (right.diagnostic.label, right.diagnostic.notes.joined(), "\(right.reach)")
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
