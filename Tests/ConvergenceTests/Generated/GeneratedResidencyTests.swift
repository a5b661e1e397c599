import Blueprints
import Core
import Diagnostics
import Planning
import TestSupport
import Testing
import Values

/// Fleets as people write them, with data where it may not be: by a region, a recovery region, a narrowed residency, or by
/// hand.
@Suite("Residency of generated fleets")
struct GeneratedResidencyTests {
    @Test(
        "Each violation is found with its line, and what is allowed is not blocked",
        arguments: stride(from: UInt64(0), to: 400, by: 100).map { $0...($0 + 99) })
    func generated(_ seeds: ClosedRange<UInt64>) async {
        var (planned, present, clean) = (0, 0, 0)
        await Seeds.check(seeds) { seed in
            var random = SeededGenerator(seed: seed)
            let fleet = ResidencyFleet(&random)
            let loaded = try await LoadedFleet(fleet.files)
            let observations = observations(of: fleet, loaded.blueprint)
            let plan = loaded.plan(observations)
            try check(plan, loaded, fleet)
            let audit = auditResidency(loaded.blueprint, observed: observations)
            let unlawful = Set(audit.tenants.filter { !$0.isLawful }.map(\.name))
            try require(unlawful == fleet.unlawful, "audit: \(unlawful), and not \(fleet.unlawful)")
            planned += fleet.violations.count(where: \.isPlanned)
            present += fleet.violations.count { !$0.isPlanned }
            clean += fleet.violations.isEmpty ? 1 : 0
        }
        // What is drawn has to be worth drawing.
        #expect(planned > 30 && present > 10 && clean > 10, "\(planned) \(present) \(clean)")
    }

    private func check(_ plan: Plan, _ loaded: LoadedFleet, _ fleet: ResidencyFleet) throws(Broken) {
        var found: Set<ResidencyFleet.Violation> = []
        for finding in plan.findings {
            let diagnostic = finding.diagnostic
            guard diagnostic.code == "residency.jurisdiction", let tenant = finding.owner?.tenant,
                let origin = diagnostic.origin
            else {
                try require(diagnostic.severity != .blocked, "\(diagnostic)")
                continue
            }
            let words = diagnostic.label + diagnostic.notes.joined()
            let region = (0...4).map { "r\($0)" }.first { words.contains(" in \($0)") } ?? "nowhere"
            found.insert(
                ResidencyFleet.Violation(
                    tenant: tenant, region: region, isPlanned: diagnostic.severity == .blocked,
                    place: loaded.sources.line(of: origin)))
        }
        try require(
            found == fleet.violations,
            "missed \(fleet.violations.subtracting(found)), invented \(found.subtracting(fleet.violations))")
        try checkBlocked(plan, loaded.blueprint, fleet)
    }

    /// Where a tenant of its own server, or its home, is wrong, nothing of it is made; where what it shares is, that.
    private func checkBlocked(
        _ plan: Plan, _ blueprint: Blueprint, _ fleet: ResidencyFleet
    ) throws(Broken) {
        let planned = fleet.violations.filter(\.isPlanned)
        for change in plan.changes where change.action.isChange {
            let isBlocked = change.blockedBy.contains("residency.jurisdiction")
            guard let name = change.owner.tenant else {
                let region = change.id.scope.region
                let sharers = planned.filter {
                    $0.region == region
                        && blueprint.tenants[$0.tenant]?.sharedData.contains(change.id) == true
                }
                if change.id.kind == "DBInstanceAutomatedBackup" {
                    try require(isBlocked == !sharers.isEmpty, "\(change.id)")
                } else {
                    try require(!isBlocked || !sharers.isEmpty, "\(change.id)")
                }
                continue
            }
            let tenant = fleet.tenants.first { $0.name == name }
            let own = planned.filter {
                $0.tenant == name && (tenant?.tier != "basic" || $0.region == tenant?.home)
            }
            try require(isBlocked == !own.isEmpty, "\(change.id) of \(name)")
        }
    }

    private func observations(of fleet: ResidencyFleet, _ blueprint: Blueprint) -> [Observation] {
        blueprint.places.keys.sorted().map { scope in
            var observation = Observation(scope: scope, at: Timestamp(seconds: 1_800_000_000))
            let left = fleet.leftovers.filter { $0.id.scope == scope }
            for kind in blueprint.kinds where kind.belongs(in: scope) {
                let objects = left.filter { $0.id.kind == kind.name }.map { left in
                    ObservedObject(
                        id: left.id, mark: Mark(fleet: blueprint.fleet, tenant: left.tenant),
                        version: ObjectVersion(uid: "1", revision: "1"), body: JSONText([:]))
                }
                observation.looks[kind.name] = Look(.complete, objects: objects)
            }
            observation.copies = fleet.copies.filter { $0.id.scope == scope }
            return observation
        }
    }
}
