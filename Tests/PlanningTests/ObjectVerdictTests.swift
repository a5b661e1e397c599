import Core
import Diagnostics
import Planning
import Testing
import Values

@Suite("One object against the world")
struct ObjectVerdictTests {
    private let desired = DesiredObject.sample(Sample.workload, "web", ["spec": ["selector": ["app": "a"]]])

    private func plan(_ observed: ObservedObject?) -> Plan {
        makePlan(
            Sample.blueprint([desired]), observed: [Sample.observation(of: observed.map { [$0] } ?? [])])
    }

    @Test("What is not there is created after what it needs")
    func missing() {
        let settings = DesiredObject.sample(Sample.settings)
        let needy = DesiredObject.sample(
            Sample.workload, "a", needs: [settings.id, Sample.id(Sample.claim, "elsewhere")])
        let plan = makePlan(Sample.blueprint([needy, settings]), observed: [Sample.observation(of: [])])
        #expect(plan.changes.map(\.id) == [settings.id, needy.id])
        #expect(plan.changes.map(\.action) == [.create, .create])
        #expect(plan.changes.map(\.reason) == [.missing, .missing])
        #expect(plan.changes.map(\.needs) == [[], [settings.id]])
        #expect(plan.changes.allSatisfy { $0.observed == nil && $0.desired != nil })
    }

    @Test(
        "What is there and not ours is neither changed nor counted, and the finding says whose it is",
        arguments: [(nil, "ownership.unowned"), ("other", "ownership.other-fleet")])
    func notOurs(_ fleet: String?, _ code: String) {
        let plan = plan(desired.observed({ $0["spec"] = [:] }, fleet: fleet))
        #expect(plan.changes.isEmpty)
        #expect(plan.codes == [code])
        #expect(plan.isBlocked)
        #expect(plan.unchanged == 0)
    }

    @Test("What is being deleted is an error and no change")
    func terminating() {
        let plan = plan(desired.observed(isTerminating: true))
        #expect(plan.changes.isEmpty)
        #expect(plan.codes == ["object.terminating"])
        #expect(plan.hasErrors)
    }

    @Test("What cannot be read is an error and no change")
    func unreadable() {
        let observed = ObservedObject(
            id: desired.id, mark: Mark(fleet: Sample.fleet, tenant: "acme"),
            version: ObjectVersion(uid: "u", revision: "1"), body: JSONText(bytes: Array("{".utf8)[...]))
        let plan = plan(observed)
        #expect(plan.changes.isEmpty)
        #expect(plan.codes == ["object.unreadable"])
    }

    @Test("A difference in what cannot be changed in place means replace")
    func immutable() {
        let observed = desired.observed({ $0["spec"] = ["selector": ["app": "b"]] }, appliedBefore: true)
        let change = plan(observed).changes.first
        #expect(change?.action == .replace)
        #expect(change?.reason == .immutable("spec.selector.app"))
        #expect(change?.observed == observed.version)
    }

    @Test("What holds data is never replaced")
    func replaceOfData() {
        let claim = DesiredObject.sample(
            Sample.claim, "disk", ["spec": ["class": "fast"]],
            origins: [AttributeOrigin("spec.class", Sample.origin(4))])
        let others = (0..<50).map { DesiredObject.sample(Sample.claim, "disk\($0)") }
        let observed = claim.observed({ $0["spec"] = ["class": "slow"] }, appliedBefore: true)
        let plan = makePlan(
            Sample.blueprint([claim] + others),
            observed: [Sample.observation(of: [observed] + others.map { $0.observed() })],
            options: PlanningOptions(forcesConflicts: true, dataDeletions: ["acme"]))
        #expect(plan.changes.map(\.blockedBy) == [["safety.replace-holds-data"]])
        #expect(plan.findings.first?.diagnostic.origin == Sample.origin(4))
    }

    @Test(
        "An amount that may grow is raised in place, and lowered not at all where that would lose data",
        arguments: [("10Gi", "20Gi"), ("20480Mi", "20Gi"), ("20Gi", "10Gi"), ("30Gi", "10Gi")])
    func growing(there: String, wanted: String) {
        func spec(_ size: String) -> Value { ["resources": ["requests": ["storage": .string(size)]]] }
        let claim = DesiredObject.sample(Sample.claim, "disk", ["spec": spec(wanted)])
        // With another one beside it, so that not all of a kind would go.
        let other = DesiredObject.sample(Sample.claim, "other")
        let observed = claim.observed({ $0["spec"] = spec(there) }, appliedBefore: true)
        let plan = makePlan(
            Sample.blueprint([claim, other]),
            observed: [Sample.observation(of: [observed, other.observed()])])
        let change = plan.changes.first
        if wanted == "20Gi" {
            #expect(change?.action == .update)
            #expect(plan.findings.isEmpty)
        } else {
            #expect(change?.action == .replace)
            #expect(change?.reason == .immutable("spec.resources.requests.storage"))
            #expect(plan.codes == ["safety.replace-holds-data"])
            #expect(
                plan.findings.first?.diagnostic.notes == [
                    "spec.resources.requests.storage of a Claim can only be lowered by deleting the object"
                ])
        }
    }

    @Test("What is gone from the specs is shown with the place that it is gone from, where there is one")
    func originOfWhatIsGone() {
        let desired = DesiredObject.sample(
            Sample.quota, "quota", ["spec": ["hard": ["pods": "1"]]],
            origins: [AttributeOrigin("spec.hard", Sample.origin(5))])
        let ours = manager(
            "cadastre", "Apply", holds: ["f:spec": ["f:hard": ["f:pods": [:], "f:secrets": [:]]]])
        let observed = desired.observed(
            { $0["spec"] = ["hard": ["pods": "1", "secrets": "2"]] }, appliedBefore: true, managers: [ours])
        #expect(
            makePlan(Sample.blueprint([desired]), observed: [Sample.observation(of: [observed])])
                .changes.first?.differences == [
                    Difference(path: "spec.hard.secrets", before: "2", after: nil, origin: Sample.origin(5))
                ])
    }

    @Test("Where nobody looked nothing is planned, and that is said")
    func unobserved() {
        let west = DesiredObject.sample(Sample.settings, in: Sample.west, owner: .region("west"))
        let plan = makePlan(Sample.blueprint([desired, west]), observed: [])
        #expect(plan.changes.isEmpty && plan.unchanged == 0)
        #expect(plan.findings.map(\.diagnostic.summary) == ["east, west: not looked at"])
        #expect(plan.hasErrors)

        var partial = Sample.observation(of: [])
        partial.looks["Deployment"] = nil
        let some = makePlan(Sample.blueprint([desired]), observed: [partial])
        #expect(some.changes.isEmpty)
        #expect(some.findings.map(\.diagnostic.summary) == ["east: not looked at (Deployment)"])
    }

    @Test("What could not be looked at is told once for each reason, with the kinds it is about")
    func failedLooks() {
        let problem = Problem("kubernetes.forbidden", "no access", detail: "why", help: "what to do")
        var some = Sample.observation(of: [])
        some.looks["Deployment"] = Look(.failed(problem), objects: [desired.observed()])
        some.looks["Claim"] = Look(.failed(problem))
        some.looks["ConfigMap"] = Look(.notServed)
        let plan = makePlan(
            Sample.blueprint([desired, .sample(Sample.settings)]), observed: [some])
        #expect(plan.changes.isEmpty)
        #expect(
            plan.findings.map(\.diagnostic.summary) == [
                "east: no access (Claim, Deployment)", "east: the server does not serve ConfigMap (v1)",
            ])

        let all = Observation(
            scope: Sample.east, at: Sample.now,
            looks: Dictionary(uniqueKeysWithValues: Sample.kinds.map { ($0.name, Look(.failed(problem))) }))
        let none = makePlan(Sample.blueprint([desired]), observed: [all])
        #expect(none.findings.map(\.diagnostic.summary) == ["east: no access"])
    }

    @Test("What a provider remarks is a warning")
    func remarks() {
        var observation = Sample.observation(of: [desired.observed()])
        observation.remarks = [Problem("kubernetes.old", "an old server")]
        let plan = makePlan(Sample.blueprint([desired]), observed: [observation])
        #expect(plan.findings.map(\.diagnostic.severity) == [.warning])
        #expect(!plan.hasErrors && !plan.isBlocked && plan.unchanged == 1)
    }

    @Test("An object that is asked for twice is blocked, and both places are named")
    func duplicate() {
        let first = DesiredObject.sample(Sample.settings, owner: .region("east"))
        let second = DesiredObject.sample(Sample.settings, "web", ["data": ["a": "1"]])
        var plans: [[String]] = []
        for objects in [[first, second], [second, first]] {
            let plan = makePlan(Sample.blueprint(objects), observed: [Sample.observation(of: [])])
            #expect(plan.changes.map(\.blockedBy) == [["plan.duplicate"]])
            #expect(plan.findings.first?.diagnostic.related.map(\.text) == ["tenant acme asks for it too"])
            plans.append(plan.lines)
        }
        #expect(plans[0] == plans[1])
    }
}
