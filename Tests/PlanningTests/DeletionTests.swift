import Core
import Diagnostics
import Planning
import Testing
import Values

private let past = Timestamp(seconds: Sample.now.seconds)
private let future = Timestamp(seconds: Sample.now.seconds + 1)

@Suite("Deleting")
struct DeletionTests {
    /// Enough of each kind that stays, so that the budget has room.
    private static let staying = Sample.kinds.flatMap { kind in
        (0..<3).map { DesiredObject.sample(kind, "stays\($0)", owner: .region("east")) }
    }

    private func plan(
        _ leftover: DesiredObject, fleet: String? = Sample.fleet, isTerminating: Bool = false,
        tenants: [String: TenantTerms] = ["acme": Sample.terms()], outcome: Look.Outcome = .complete,
        options: PlanningOptions = PlanningOptions()
    ) -> Plan {
        var observation = Sample.observation(
            of: Self.staying.map { $0.observed() }
                + [leftover.observed(fleet: fleet, isTerminating: isTerminating)])
        observation.looks[leftover.id.kind]?.outcome = outcome
        observation.occupancies[leftover.id.name] = .all([])
        return makePlan(
            Sample.blueprint(Self.staying, tenants: tenants), observed: [observation], options: options)
    }

    @Test("What a tenant no longer asks for is deleted, unless it holds data")
    func notWanted() {
        #expect(plan(.sample(Sample.settings)).changes.map(\.action) == [.delete])
        #expect(plan(.sample(Sample.settings)).changes.map(\.reason) == [.notWanted])
        #expect(plan(.sample(Sample.claim)).changes.map(\.action) == [.keep])
        #expect(plan(.sample(Sample.claim)).changes.map(\.reason) == [.holdsData])
    }

    @Test("What a region's tenants share is deleted when it is no longer asked for, unless it holds data")
    func shared() {
        let owner = Owner.region("east")
        #expect(plan(.sample(Sample.settings, owner: owner)).changes.map(\.action) == [.delete])
        #expect(plan(.sample(Sample.settings, owner: owner)).changes.map(\.owner) == [owner])
        let named = PlanningOptions(dataDeletions: ["east", "acme"])
        #expect(plan(.sample(Sample.claim, owner: owner), options: named).changes.map(\.action) == [.keep])
    }

    @Test("Everything of a tenant that is not in the specs is kept", arguments: Sample.kinds)
    func orphan(_ kind: Kind) {
        let options = PlanningOptions(dataDeletions: ["acme"])
        let plan = plan(.sample(kind), tenants: [:], options: options)
        #expect(plan.changes.map(\.action) == [.keep])
        #expect(plan.changes.map(\.reason) == [.orphan])
    }

    @Test(
        "A tenant that is terminated from a day on that has not come anywhere loses nothing",
        arguments: zip([0, 50_400, 50_401, 34_560_000], [false, false, true, true]))
    func early(ahead: Int, isBlocked: Bool) {
        let end = TenantTerms.End(
            origin: Sample.origin(3), retentionEnds: nil,
            since: Timestamp(seconds: Sample.now.seconds + Int64(ahead)), sinceOrigin: Sample.origin(4))
        let plan = plan(.sample(Sample.settings), tenants: ["acme": Sample.terms(end: end)])
        #expect(plan.changes.map(\.action) == [.delete])
        #expect(plan.changes.map(\.isPerformable) == [!isBlocked])
        #expect(plan.codes == (isBlocked ? ["safety.terminated-early"] : []))
    }

    @Test("A region that is away has no time: the tenants' days are told by the regions that were seen")
    func away() {
        let end = TenantTerms.End(
            origin: Sample.origin(3), retentionEnds: nil, since: Sample.now, sinceOrigin: Sample.origin(4))
        let blueprint = Sample.blueprint(Self.staying, tenants: ["acme": Sample.terms(end: end)])
        let seen = Sample.observation(of: Self.staying.map { $0.observed() })
        let away = Observation(
            scope: Sample.west, at: Timestamp(seconds: 0),
            looks: ["ConfigMap": Look(.failed(Problem("a.b", "no")))])
        let plan = makePlan(blueprint, observed: [seen, away])
        #expect(plan.codes == ["a.b"])
        #expect(plan.observedAt == Sample.now)
        #expect(makePlan(blueprint, observed: [away]).observedAt == nil)
    }

    @Test("What a suspension takes is not counted, and what else goes is")
    func suspended() {
        let resting = DesiredObject.sample(Sample.settings)
        let terms = TenantTerms(
            title: "title", residency: ["EU"], residencyOrigins: [], region: "east",
            regionOrigin: Sample.origin(9), end: nil,
            resting: [resting.id])
        let options = PlanningOptions(deletionBudget: .count(0))
        let plan = plan(resting, tenants: ["acme": terms], options: options)
        #expect(plan.changes.map(\.reason) == [.suspended])
        #expect(plan.changes.map(\.isPerformable) == [true])
        let other = self.plan(
            .sample(Sample.settings, "other"), tenants: ["acme": terms], options: options)
        #expect(other.changes.map(\.reason) == [.notWanted])
        #expect(other.codes == ["safety.deletion-budget"])
    }

    @Test("From a look for some owners nothing is deleted, not even what is theirs")
    func narrow() {
        let leftover = DesiredObject.sample(Sample.settings)
        var observation = Sample.observation(of: Self.staying.map { $0.observed() } + [leftover.observed()])
        observation.owners = [.tenant("acme")]
        let plan = makePlan(
            Sample.blueprint(Self.staying), observed: [observation],
            options: PlanningOptions(selection: Selection(owners: [.tenant("acme")])))
        #expect(plan.changes.map(\.action) == [.keep])
        #expect(plan.changes.map(\.reason) == [.heldBack])
    }

    @Test(
        "From a look for some owners nothing is replaced, nothing is counted, and what needs the new waits for it"
    )
    func narrowReplace() {
        let web = DesiredObject.sample(Sample.workload, "web", ["spec": ["selector": ["app": "a"]]])
        let other = DesiredObject.sample(Sample.workload, "other", ["spec": ["selector": ["app": "b"]]])
        let settings = DesiredObject.sample(Sample.settings, "config", needs: [web.id])
        let apart = DesiredObject.sample(Sample.settings, "apart")
        let moved = web.observed({ $0["spec"] = ["selector": ["app": "x"]] }, appliedBefore: true)
        let blueprint = Sample.blueprint([web, other, settings, apart], budget: .count(1))
        var observation = Sample.observation(of: [moved, other.observed()])
        let whole = makePlan(blueprint, observed: [observation])
        #expect(
            Dictionary(grouping: whole.changes, by: \.action).mapValues(\.count) == [.create: 2, .replace: 1])
        #expect(whole.codes == [])

        observation = Sample.observation(of: [moved])
        observation.owners = [.tenant("acme")]
        let narrow = makePlan(
            Sample.blueprint([web, settings, apart]), observed: [observation],
            options: PlanningOptions(selection: Selection(owners: [.tenant("acme")])))
        #expect(narrow.codes == [], "the only one that was looked at is not all of its kind")
        let held = narrow.changes.filter { $0.action == .keep }
        #expect(Set(held.map(\.id)) == [web.id, settings.id])
        #expect(Set(held.map(\.reason)) == [.heldBack])
        #expect(narrow.changes.filter(\.isPerformable).map(\.id) == [apart.id])
    }

    @Test("From a look that is not complete nothing is deleted")
    func incomplete() {
        let settings = DesiredObject.sample(Sample.settings)
        for outcome in [Look.Outcome.notServed, .failed(Problem("a.b", "no"))] {
            #expect(plan(settings, outcome: outcome).changes.isEmpty)
        }
    }

    @Test("What is not ours, or is being deleted already, is left alone")
    func notOurs() {
        let settings = DesiredObject.sample(Sample.settings)
        #expect(plan(settings, fleet: nil).changes.isEmpty)
        #expect(plan(settings, fleet: "other").changes.isEmpty)
        #expect(plan(settings, isTerminating: true).changes.isEmpty)
    }

    @Test(
        "The data of a terminated tenant goes when its retention has run out and a person names the tenant",
        arguments: [
            (past, true, true), (past, false, false), (future, true, false), (future, false, false),
            (nil, true, false),
        ])
    func terminated(_ end: Timestamp?, isNamed: Bool, isDeleted: Bool) {
        let tenants = ["acme": Sample.terminated(until: end)]
        let options = PlanningOptions(dataDeletions: isNamed ? ["acme"] : ["other"])
        for kind in [Sample.claim, Sample.namespace] {
            let plan = plan(.sample(kind), tenants: tenants, options: options)
            #expect(plan.changes.map(\.action) == [isDeleted ? .delete : .keep])
            #expect(plan.changes.map(\.reason) == [isDeleted ? .terminated : .retained(until: end)])
        }
        let other = plan(.sample(Sample.settings), tenants: tenants, options: options)
        #expect(other.changes.map(\.action) == [.delete])
        #expect(other.changes.map(\.reason) == [.terminated])
    }

    @Test("Only what the run is about is deleted")
    func selection() {
        let settings = DesiredObject.sample(Sample.settings)
        for (selection, count) in [
            (Selection(tenants: ["other"]), 0), (Selection(kinds: ["Claim"]), 0),
            (Selection(regions: ["west"]), 0),
            (Selection(tenants: ["acme"], regions: ["east"], kinds: ["ConfigMap"]), 1),
        ] {
            #expect(
                plan(settings, options: PlanningOptions(selection: selection)).changes.count == count,
                "\(selection)")
        }
    }

    @Test("Deletes run against the order of the kinds, in each namespace by itself and its namespace last")
    func order() throws {
        let tenants = ["acme": Sample.terminated(until: past)]
        let leftovers = ["c", "d"].flatMap { namespace in
            [
                DesiredObject.sample(Sample.namespace, namespace),
                .sample(Sample.fence, "deny", namespace: namespace),
                .sample(Sample.settings, "one", namespace: namespace),
                .sample(Sample.settings, "two", namespace: namespace),
                .sample(Sample.workload, "web", namespace: namespace),
            ]
        }
        var observation = Sample.observation(of: (Self.staying + leftovers).map { $0.observed() })
        observation.occupancies = ["c": .all([]), "d": .all([])]
        let plan = makePlan(
            Sample.blueprint(Self.staying, tenants: tenants), observed: [observation],
            options: PlanningOptions(deletionBudget: .percent(100), dataDeletions: ["acme"]))
        #expect(plan.findings.isEmpty)
        for namespace in ["c", "d"] {
            let deletes = plan.changes.filter { $0.id.namespace == namespace || $0.id.name == namespace }
            #expect(
                deletes.map(\.id.short) == [
                    "Deployment \(namespace)/web", "ConfigMap \(namespace)/one", "ConfigMap \(namespace)/two",
                    "NetworkPolicy \(namespace)/deny", "Namespace \(namespace)",
                ])
            #expect(deletes.map(\.needs.count) == [0, 1, 1, 2, 1])
        }
    }

    @Test(
        "A namespace stays while anything in it stays that is known, whatever is said of the rest",
        arguments: [true, false])
    func inhabited(isMarked: Bool) {
        let namespace = DesiredObject.sample(Sample.namespace, "c")
        // Of the fleet and of a tenant that the specs do not have any more, or of nobody.
        let tenant = DesiredObject.sample(Sample.settings, "one", namespace: "c", owner: .tenant("gone"))
        let leftovers = [namespace.observed(), tenant.observed(fleet: isMarked ? Sample.fleet : nil)]
        var observation = Sample.observation(of: Self.staying.map { $0.observed() } + leftovers)
        observation.occupancies = ["c": .all([])]
        let plan = makePlan(
            Sample.blueprint(Self.staying, tenants: ["acme": Sample.terminated(until: past)]),
            observed: [observation],
            options: PlanningOptions(deletionBudget: .percent(100), dataDeletions: ["acme"]))
        let change = plan.changes.first { $0.id == namespace.id }
        #expect(change?.action == .keep && change?.reason == .notEmpty)
    }

    @Test("Thousands of deletes in one namespace need few others each")
    func many() {
        let leftovers = (0..<20_000).map { DesiredObject.sample(Sample.settings, "s\($0)") }
        let workload = DesiredObject.sample(Sample.workload)
        let observation = Sample.observation(
            of: (Self.staying + leftovers + [workload]).map { $0.observed() })
        let plan = makePlan(
            Sample.blueprint(Self.staying), observed: [observation],
            options: PlanningOptions(deletionBudget: .percent(100)))
        #expect(plan.changes.count == 20_001)
        #expect(plan.changes.reduce(0) { $0 + $1.needs.count } == 20_000)
    }
}

@Suite("Deletion budget")
struct DeletionBudgetTests {
    /// `count` objects of which the last `deleted` are no longer asked for.
    private func plan(
        _ count: Int, deleted: Int, terminating: Int = 0, unlooked: Int = 0,
        budget: DeletionBudget = .percent(10), options: PlanningOptions = PlanningOptions()
    ) -> Plan {
        let objects = (0..<count).map { DesiredObject.sample(Sample.settings, "s\($0)") }
        let going = (0..<terminating).map { DesiredObject.sample(Sample.settings, "t\($0)") }
        let elsewhere = (0..<unlooked).map {
            DesiredObject.sample(Sample.settings, "u\($0)", in: Sample.west)
        }
        let east = Sample.observation(
            of: objects.map { $0.observed() } + going.map { $0.observed(isTerminating: true) })
        var west = Sample.observation(of: elsewhere.map { $0.observed() }, in: Sample.west)
        west.looks["ConfigMap"]?.outcome = .failed(Problem("a.b", "no"))
        let role = DesiredObject.sample(Sample.fence, "new")
        return makePlan(
            Sample.blueprint(Array(objects.dropLast(deleted)) + [role], budget: budget),
            observed: [east, west], options: options)
    }

    @Test(
        "Within the budget deletes are free; beyond it all deletes of the kind are blocked, and nothing else")
    func limit() {
        #expect(!plan(20, deleted: 2).isBlocked)
        let plan = plan(20, deleted: 3)
        #expect(plan.codes.contains("safety.deletion-budget"))
        for change in plan.changes {
            #expect(change.blockedBy == (change.action == .delete ? ["safety.deletion-budget"] : []))
        }
        #expect(plan.changes.map(\.action).contains(.create))
        let finding = plan.findings.first { $0.diagnostic.severity == .blocked }
        #expect(finding?.diagnostic.summary == "3 of 20 ConfigMap objects would be deleted")
    }

    @Test("All of a kind are only deleted where a person says so for the run, and never what holds data")
    func allByHand() {
        let all = PlanningOptions(deletionBudget: .percent(100))
        #expect(!plan(5, deleted: 5, options: all).isBlocked)
        for budget in [DeletionBudget.percent(99), .count(5), .count(100)] {
            let plan = plan(5, deleted: 5, options: PlanningOptions(deletionBudget: budget))
            #expect(plan.codes.contains("safety.deletion-budget"))
            let help = plan.findings.first { $0.diagnostic.severity == .blocked }?.diagnostic.help
            #expect(help?.contains("--deletion-budget 100%") == true)
        }
        let volume = DesiredObject.sample(Sample.namespace, "volume")
        let kept = makePlan(
            Sample.blueprint([DesiredObject.sample(Sample.settings)]),
            observed: [Sample.observation(of: [volume.observed()])], options: all)
        #expect(kept.changes.first { $0.id == volume.id }?.action == .keep)
    }

    @Test("All of a kind are never deleted because of what the specs allow, whatever they say")
    func all() {
        #expect(plan(5, deleted: 5, budget: .percent(100)).isBlocked)
        #expect(plan(5, deleted: 5, budget: .count(100)).isBlocked)
        #expect(plan(1, deleted: 1, options: PlanningOptions(deletionBudget: .count(1))).isBlocked)
        #expect(!plan(5, deleted: 4, budget: .percent(100)).isBlocked)
    }

    @Test("A budget that is named for the run counts in place of the platform's")
    func named() {
        #expect(!plan(20, deleted: 3, options: PlanningOptions(deletionBudget: .count(3))).isBlocked)
        #expect(plan(20, deleted: 1, options: PlanningOptions(deletionBudget: .count(0))).isBlocked)
    }

    @Test("What is on its way out, or was seen in a look that failed, makes no room")
    func counted() {
        #expect(plan(10, deleted: 2, terminating: 90).isBlocked)
        #expect(plan(10, deleted: 2, unlooked: 90).isBlocked)
        #expect(plan(1, deleted: 1, terminating: 9).isBlocked)
    }
}
