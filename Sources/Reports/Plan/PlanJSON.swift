package import Core
package import Diagnostics
package import Values

/// A plan for programs. The format is described in docs/plan-json.md; within one `apiVersion` members are only added.
package struct PlanJSON {
    package static let apiVersion = "cadastre.dev/plan/v1"

    private let plan: Plan
    private let sources: SourceMap

    package init(_ plan: Plan, sources: SourceMap) {
        self.plan = plan
        self.sources = sources
    }

    package func value() -> Value {
        var document: Fields = ["apiVersion": .string(Self.apiVersion), "fleet": .string(plan.fleet)]
        if let at = plan.observedAt { document["observedAt"] = .string("\(at)") }
        document["blocked"] = .bool(plan.isBlocked)
        document["summary"] = summary
        document["changes"] = .array(plan.changes.map(change))
        document["findings"] = .array(plan.findings.map(finding))
        return .object(document)
    }

    private var summary: Value {
        let counts = PlanCounts(plan)
        var summary: Fields = [:]
        for action in Action.allCases where action != .none {
            summary[action.rawValue] = .int(Int64(counts[action]))
        }
        summary["drift"] = .int(Int64(counts.drifted))
        summary["unchanged"] = .int(Int64(counts.unchanged))
        summary["unseen"] = .int(Int64(counts.unseen))
        if !plan.unrehearsed.isEmpty {
            summary["untried"] = .object(
                Fields(
                    plan.unrehearsed.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                        ($0.key.rawValue, .int(Int64($0.value)))
                    }))
        }
        if let costs = plan.costs { summary["cost"] = cost(costs) }
        return .object(summary)
    }

    /// Amounts are text, so that no reader makes floating numbers of them.
    private func cost(_ costs: PlanCosts) -> Value {
        func amounts(_ name: (Owner) -> String?) -> Value {
            let named = plan.sections.compactMap { section -> (String, Value)? in
                guard let name = section.changes.first.flatMap({ name($0.owner) }) else { return nil }
                let amount = costs.sum(of: section.changes).amount
                return amount == .zero ? nil : (name, .string(amount.text))
            }
            return .object(Fields(named))
        }
        let total = costs.sum(of: plan.changes)
        return [
            "currency": .string(costs.currency), "monthlyDifference": .string(total.amount.text),
            "tenants": amounts(\.tenant), "regions": amounts(\.region),
            "uncounted": .array(total.uncounted.sorted().map(Value.string)),
        ]
    }

    func change(_ change: Change) -> Value { .object(Self.change(change, sources, path: \.description)) }

    /// - Parameter path: how paths are written: for people, or to be read back.
    static func change(_ change: Change, _ sources: SourceMap, path: (FieldPath) -> String) -> Fields {
        var result: Fields = [
            "action": .string(change.action.rawValue), "reason": .string(change.reason.code),
        ]
        result["object"] = change.id.value
        if let tenant = change.owner.tenant { result["tenant"] = .string(tenant) }
        result["differences"] = .array(
            change.differences.map { difference($0, sources, path: path($0.path)) })
        if let timing = change.timing { result["timing"] = self.timing(timing) }
        result["needs"] = .array(change.needs.map(\.value))
        result["blockedBy"] = .array(change.blockedBy.map(Value.string))
        return result
    }

    private static func timing(_ timing: ChangeTiming) -> Value {
        var result: Fields = ["downtime": .bool(timing.stops)]
        switch timing {
        case .now: result["when"] = "now"
        case .window(let window, _):
            result["when"] = "maintenanceWindow"
            if let window { result["window"] = .string(window) }
        }
        return .object(result)
    }

    private static func difference(_ difference: Difference, _ sources: SourceMap, path: String) -> Value {
        var result: Fields = ["path": .string(path)]
        if let before = difference.before { result["before"] = before }
        if let after = difference.after { result["after"] = after }
        if let origin = difference.origin { result["origin"] = sources.value(of: origin) }
        if let drift = difference.drift {
            var who: Fields = [:]
            if let manager = drift.manager { who["manager"] = .string(manager) }
            if let at = drift.at { who["at"] = .string("\(at)") }
            result["drift"] = .object(who)
        }
        return .object(result)
    }

    private func finding(_ finding: Finding) -> Value {
        var result = DiagnosticsJSON.fields(finding.diagnostic, sources)
        if let tenant = finding.owner?.tenant { result["tenant"] = .string(tenant) }
        if case .object(let id) = finding.reach { result["object"] = id.value }
        return .object(result)
    }
}
