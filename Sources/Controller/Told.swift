import Core
import Diagnostics
import Reconciliation

/// What the log has said, so that it says it once, and again when it has changed.
struct Told: Sendable {
    /// What makes a finding another one. Details of a failure, such as how many milliseconds it took, do not.
    private struct Essence: Hashable, Sendable {
        let code: String
        let summary: String
        let origin: Origin?
        let label: String
        let notes: [String]
        let owner: Owner?
        let reach: Finding.Reach

        init(_ finding: Finding) {
            let diagnostic = finding.diagnostic
            (code, summary, origin) = (diagnostic.code, diagnostic.summary, diagnostic.origin)
            label = diagnostic.label
            notes = diagnostic.severity == .error ? [] : diagnostic.notes
            (owner, reach) = (finding.owner, finding.reach)
        }
    }

    private var findings: [WakeKey: Set<Essence>] = [:]
    private var failures: [ObjectID: [String]] = [:]

    /// Those that were not told before, and have not gone in between.
    mutating func news(_ current: [Finding], from job: Keeper.Job) -> [Finding] {
        let known = findings.values.reduce(into: Set()) { $0.formUnion($1) }
        if job.isFleet {
            findings = [:]
        } else {
            for key in job.keys { findings[key] = nil }
        }
        var told = known
        var news: [Finding] = []
        for finding in current {
            let essence = Essence(finding)
            findings[finding.owner.map(WakeKey.owner) ?? .fleet, default: []].insert(essence)
            if told.insert(essence).inserted { news.append(finding) }
        }
        return news
    }

    /// Whether a result is no repetition.
    mutating func isNews(_ result: ApplySchedule.Result, of id: ObjectID) -> Bool {
        switch result {
        case .failed(let problem):
            let essence = [problem.code, problem.summary]
            return failures.updateValue(essence, forKey: id) != essence
        case .applied:
            failures[id] = nil
            return true
        // These follow from another's.
        case .skipped, .blocked, .left, .waiting: return false
        }
    }
}
