package import Core
import Diagnostics
import Values

extension Plan {
    /// This plan after worlds were asked what would come of it: what they refuse is blocked, what they say would change
    /// nothing is no difference, and told as such, and what they could not say is told. Pure.
    package func rehearsed(_ answers: [ObjectID: Rehearsal]) -> Plan {
        var silences: [Silence: Int] = [:]
        var refusals: [ObjectID: Finding] = [:]
        var unheeded: [Finding] = []
        var left: [Change] = []
        var gaps = rehearsals.gaps
        let quotas = namespacesOfChangingQuotas
        let hosts = MovingHosts(changes)
        for change in changes {
            switch answers[change.id] {
            case .accepted(let told?):
                unheeded += change.unheeded(as: told)
                if let change = change.settled(as: told) { left.append(change) }
                continue
            case .refused(let problem)
            where problem.code == "kubernetes.quota" && !change.isOfQuota && quotas.contains(change.namespace):
                gaps[.quota, default: 0] += 1
            case .refused(let problem) where hosts.explain(problem, of: change):
                gaps[.movingHost, default: 0] += 1
            case .refused(let problem): refusals[change.id] = change.refusal(problem)
            case .unknown(let problem): silences[Silence(change, problem), default: 0] += 1
            case .accepted(nil), nil: break
            }
            left.append(change)
        }
        let told = Array(refusals.values) + silences.map { $0.finding(changes: $1) } + unheeded
        return Plan(
            fleet: fleet, changes: handedOn(left, refusals.mapValues { [$0.diagnostic.code] }),
            findings: (findings + told).sorted(by: precedes),
            unchanged: unchanged + changes.count - left.count, titles: titles, specCount: specCount,
            regions: regions, observedAt: observedAt, unseen: unseen, unrehearsed: gaps,
            costs: costs)
    }

    /// Where a refusal for the quota says nothing of what will be once the plan has changed it.
    private var namespacesOfChangingQuotas: Set<ObjectID> {
        Set(changes.filter { $0.isPerformable && $0.isOfQuota }.map(\.namespace))
    }
}

extension Change {
    fileprivate var isOfQuota: Bool { id.kind == "ResourceQuota" }
    fileprivate var namespace: ObjectID { ObjectID(id.scope, "Namespace", name: id.namespace) }
}

/// Why nothing is known of some changes of a scope, once for all that have it in common.
private struct Silence: Hashable {
    let scope: Scope
    let code: String
    let summary: String
    let detail: String
    let help: String?

    init(_ change: Change, _ problem: Problem) {
        scope = change.id.scope
        code = problem.code
        summary = problem.summary
        // Who may not write is told so for each object, which is once too often.
        detail = problem.code == "kubernetes.forbidden" ? "" : problem.detail
        help = problem.help
    }

    func finding(changes: Int) -> Finding {
        let what = changes == 1 ? "1 change was" : "\(changes) changes were"
        return Finding(
            Diagnostic(
                .warning, "plan.unchecked",
                "\(scope.region): \(what) not tried out on the server: \(summary)",
                notes: detail.isEmpty ? [] : [detail], help: help),
            owner: .region(scope.region))
    }
}

extension Change {
    fileprivate func refusal(_ problem: Problem) -> Finding {
        Finding(
            Diagnostic(
                .blocked, problem.code, "\(id): \(problem.summary)", at: desired?.origin(of: FieldPath()),
                label: desired == nil ? "" : "asks for it", notes: [problem.detail], help: problem.help),
            owner: owner, reach: .object(id))
    }

    /// What the server would leave as it is, although it is asked for something else. Whether both mean the same, people
    /// can tell.
    fileprivate func unheeded(as told: JSONText) -> [Finding] {
        guard action == .update, let before = try? seen?.decode(), let after = try? told.decode() else {
            return []
        }
        // The server's answer shows nothing of what is hidden.
        let visible = differences.filter { $0.path != Mark.fingerprintPath && !kind.hides($0.path) }
        return visible.compactMap { difference in
            guard let wanted = difference.after, before[at: difference.path] == after[at: difference.path]
            else {
                return nil
            }
            let present = before[at: difference.path].map { "stays \($0.shortText)" } ?? "stays away"
            return Finding(
                Diagnostic(
                    .warning, "plan.no-effect", "\(difference.path) of \(id) would stay as it is",
                    at: difference.origin, label: "asks for another value",
                    notes: ["the specs ask for \(wanted.shortText), and with the server it \(present)"],
                    help:
                        "if both mean the same, write what is there; if not, look for an admission webhook that changes it, "
                        + "or for a server that does not know the field"),
                owner: owner, reach: .object(id))
        }
    }

    /// Without the differences of which the server says that they would stay as they are: it knows of defaults and
    /// spellings that we do not. Nil where nothing is left.
    fileprivate func settled(as told: JSONText) -> Change? {
        guard action == .update, let before = try? seen?.decode(), let after = try? told.decode() else {
            return self
        }
        // Fields that go by other means than this one apply are not settled by it.
        let left = differences.filter {
            $0.after == nil || kind.hides($0.path) || before[at: $0.path] != after[at: $0.path]
        }
        if left.count == differences.count { return self }
        let mark = Mark.fingerprintPath
        if left.isEmpty, before[at: mark] == after[at: mark] { return nil }
        let shown =
            left.isEmpty
            ? [Difference(path: mark, before: before[at: mark], after: after[at: mark], origin: nil)] : left
        return Change(
            id: id, kind: kind, owner: owner, action: action,
            reason: shown.allSatisfy { $0.drift != nil } ? .drift : .specChanged, differences: shown,
            desired: desired,
            observed: observed, seen: seen, takesOwnership: takesOwnership, strays: strays,
            handovers: handovers, timing: timing, needs: needs,
            blockedBy: blockedBy)
    }
}

extension Value {
    fileprivate var shortText: String { VisibleText.escape(jsonText, limit: 60) }
}
