import Core
import Diagnostics
import Planning
import Testing

@Suite("Residency")
struct ResidencyTests {
    @Test(
        "What would put a tenant's data where it may not be is blocked with all of the tenant, and nobody else"
    )
    func planned() throws {
        let objects = [
            DesiredObject.sample(Sample.settings, "b", in: Sample.west),
            .sample(Sample.settings, "a", in: Sample.west), .sample(Sample.settings, "c"),
            .sample(Sample.settings, "x", in: Sample.west, owner: .tenant("other")),
            .sample(Sample.settings, "s", in: Sample.west, owner: .region("west")),
        ]
        let tenants = [
            "acme": Sample.terms(origins: [Sample.origin(17), Sample.origin(8)]),
            "other": Sample.terms(residency: ["EU", "US"]),
        ]
        let plan = makePlan(
            Sample.blueprint(objects, tenants: tenants),
            observed: [Sample.observation(of: []), Sample.observation(of: [], in: Sample.west)])
        #expect(plan.codes == ["residency.jurisdiction"])
        for change in plan.changes { #expect(change.blockedBy.isEmpty == (change.owner.tenant != "acme")) }
        let diagnostic = try #require(plan.findings.first?.diagnostic)
        #expect(diagnostic.summary == "data of tenant acme would be in US")
        #expect(diagnostic.label == "puts ConfigMap a/a in west in US")
        #expect(diagnostic.origin == Sample.origin(9))
        #expect(
            diagnostic.related == [
                .init("acme may be in: EU", Sample.origin(17)),
                .init("narrowed by what the tenant itself says", Sample.origin(8)),
            ])
        #expect(diagnostic.help == "choose a region in EU, such as east, or change the residency")
    }

    @Test("What is where it may not be is a warning, also when nobody asks for it any more")
    func present() {
        let strays = [
            DesiredObject.sample(Sample.claim, "b", in: Sample.west),
            .sample(Sample.claim, "a", in: Sample.west),
        ]
        let plan = makePlan(
            Sample.blueprint([]),
            observed: [
                Sample.observation(of: []),
                Sample.observation(
                    of: strays.map { $0.observed() }
                        + [DesiredObject.sample(Sample.claim, "0", in: Sample.west).observed(fleet: "other")],
                    in: Sample.west),
            ])
        #expect(plan.findings.map(\.diagnostic.severity) == [.warning])
        #expect(plan.findings.map(\.diagnostic.label) == ["is where it belongs"])
        #expect(plan.changes.allSatisfy { $0.blockedBy.isEmpty })
    }

    @Test("A tenant that may be nowhere is blocked everywhere")
    func nowhere() {
        let plan = makePlan(
            Sample.blueprint([.sample(Sample.settings)], tenants: ["acme": Sample.terms(residency: [])]),
            observed: [Sample.observation(of: [])])
        #expect(plan.isBlocked)
        #expect(plan.findings.first?.diagnostic.notes == ["acme may be in: nowhere"])
    }

    @Test("Only the tenants that the run is about are judged, but they in every region")
    func selection() {
        let objects = [DesiredObject.sample(Sample.settings, in: Sample.west)]
        let plan = makePlan(
            Sample.blueprint(objects), observed: [Sample.observation(of: [])],
            options: PlanningOptions(selection: Selection(tenants: ["other"])))
        #expect(plan.findings.isEmpty && plan.changes.isEmpty)
        let elsewhere = makePlan(
            Sample.blueprint(objects), observed: [Sample.observation(of: [])],
            options: PlanningOptions(selection: Selection(regions: ["east"])))
        #expect(elsewhere.findings.map(\.diagnostic.code) == ["residency.jurisdiction"])
    }
}
