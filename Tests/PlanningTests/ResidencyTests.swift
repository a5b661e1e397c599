import Core
import Diagnostics
import Planning
import TestSupport
import Testing
import Values

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
            "acme": Sample.terms(region: "west", origins: [Sample.origin(17), Sample.origin(8)]),
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

/// Data that is elsewhere than its tenant: copies, and what tenants share.
@Suite("Residency of copies")
struct CopyResidencyTests {
    private static func database(in scope: Scope, _ owner: Owner) -> DesiredObject {
        .sample(Sample.claim, "db", in: scope, owner: owner)
    }

    @Test("What puts a copy elsewhere is named by its own line")
    func elsewhere() throws {
        let copy = Self.database(in: Sample.west, .tenant("acme"))
        let plan = makePlan(
            Sample.blueprint([copy], tenants: ["acme": Sample.terms()]),
            observed: [Sample.observation(of: []), Sample.observation(of: [], in: Sample.west)])
        let diagnostic = try #require(plan.findings.first?.diagnostic)
        #expect(diagnostic.code == "residency.jurisdiction")
        #expect(diagnostic.origin == copy.origin(of: FieldPath()))
        #expect(plan.changes.allSatisfy { !$0.isPerformable })
    }

    @Test("A shared server's copy counts for every tenant that has its data there, and is blocked alone")
    func shared() throws {
        let copy = Self.database(in: Sample.west, .region("east"))
        let own = DesiredObject.sample(Sample.settings, "a")
        let plan = makePlan(
            Sample.blueprint(
                [copy, own],
                tenants: [
                    "acme": Sample.terms(sharedData: [copy.id]),
                    "lax": Sample.terms(residency: ["EU", "US"], sharedData: [copy.id]),
                ]),
            observed: [Sample.observation(of: []), Sample.observation(of: [], in: Sample.west)])
        #expect(plan.findings.map(\.owner) == [.tenant("acme")])
        #expect(plan.changes.filter { !$0.isPerformable }.map(\.id) == [copy.id])
    }

    @Test("A copy that somebody has made is found by its source, and told", arguments: [true, false])
    func byHand(_ isShared: Bool) {
        let source = Self.database(in: Sample.east, isShared ? .region("east") : .tenant("acme"))
        var west = Sample.observation(of: [], in: Sample.west)
        west.copies = [DataCopy(ObjectID(Sample.west, "Volume", name: "mine"), of: source.id)]
        let terms = ["acme": Sample.terms(sharedData: isShared ? [source.id] : [])]
        let plan = makePlan(
            Sample.blueprint([source], tenants: terms), observed: [Sample.observation(of: []), west])
        #expect(plan.findings.map(\.diagnostic.severity) == [.warning])
        #expect(plan.findings.first?.diagnostic.notes.first?.contains("Volume mine") == true)
        let audit = auditResidency(
            Sample.blueprint([source], tenants: terms), observed: [Sample.observation(of: []), west])
        #expect(audit.tenants.first?.holdings.map(\.source) == [isShared ? .shared : .specs, .copy])
        #expect(audit.tenants.first?.holdings.map(\.isAllowed) == [true, false])
        #expect(!audit.isLawful && audit.isWhole)
    }

    @Test(
        "Fleets with violations planted at random are found out, and no other is blocked", arguments: 0..<300)
    func generated(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var objects: [DesiredObject] = []
        var tenants: [String: TenantTerms] = [:]
        var west = Sample.observation(of: [], in: Sample.west)
        var blocked: Set<String> = []
        var warned: Set<String> = []
        for number in 0..<6 {
            let name = "t\(number)"
            let residency = [["EU"], ["EU", "US"]][Int.random(in: 0...1, using: &random)]
            let isStrict = residency == ["EU"]
            let home = DesiredObject.sample(Sample.claim, name, owner: .tenant(name))
            objects.append(home)
            var shared: [ObjectID] = []
            switch Int.random(in: 0...4, using: &random) {
            case 0:
                objects.append(.sample(Sample.claim, "\(name)-copy", in: Sample.west, owner: .tenant(name)))
                if isStrict { blocked.insert(name) }
            case 1:
                let copy = DesiredObject.sample(
                    Sample.claim, "\(name)-shared", in: Sample.west, owner: .region("east"))
                objects.append(copy)
                shared = [copy.id]
                if isStrict { blocked.insert(name) }
            case 2:
                west.copies.append(DataCopy(ObjectID(Sample.west, "Volume", name: name), of: home.id))
                if isStrict { warned.insert(name) }
            default: break
            }
            tenants[name] = Sample.terms(residency: residency, sharedData: shared)
        }
        let blueprint = Sample.blueprint(objects, tenants: tenants)
        let plan = makePlan(blueprint, observed: [Sample.observation(of: []), west])
        let found = { (severity: Diagnostic.Severity) in
            Set(plan.findings.filter { $0.diagnostic.severity == severity }.compactMap(\.owner?.tenant))
        }
        #expect(found(.blocked) == blocked, "seed \(seed)")
        #expect(found(.warning) == warned, "seed \(seed)")
        let audit = auditResidency(blueprint, observed: [Sample.observation(of: []), west])
        #expect(
            Set(audit.tenants.filter { !$0.isLawful }.map(\.name)) == blocked.union(warned), "seed \(seed)")
    }
}
