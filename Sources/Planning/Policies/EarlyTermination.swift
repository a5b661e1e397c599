import Core
import Diagnostics

/// Tenants that the specs call terminated from a day on that has not come: whatever has no data would go at once.
func earlyTerminations(_ blueprint: Blueprint, _ world: ObservedWorld, _ selection: Selection) -> [Finding] {
    guard let now = world.at else { return [] }
    return blueprint.tenants.sorted { $0.key < $1.key }.compactMap { tenant, terms in
        guard selection.includes(tenant: tenant), let end = terms.end, let since = end.since,
            since.seconds > now.seconds + aheadOfUTC
        else { return nil }
        let day = "\(since)".prefix { $0 != "T" }
        return Finding(
            Diagnostic(
                .blocked, "safety.terminated-early", "tenant \(tenant) is terminated before its time",
                at: end.sinceOrigin ?? end.origin, label: "\(day) is yet to come",
                notes: ["with status: terminated, all that holds no data goes at once"],
                help: "leave the status as it is until that day, or correct the date"),
            owner: .tenant(tenant), reach: .tenant(tenant))
    }
}

/// A date begins first where clocks are 14 hours ahead of UTC.
private let aheadOfUTC: Int64 = 14 * 3600
