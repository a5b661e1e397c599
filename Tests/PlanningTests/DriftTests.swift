import Core
import Diagnostics
import Planning
import Testing
import Values

@Suite("Drift, change and conflict")
struct DriftTests {
    private let desired = DesiredObject.sample(
        Sample.workload, "web", ["spec": ["replicas": 5, "image": "v2"]],
        origins: [AttributeOrigin("spec.replicas", Sample.origin(7))])
    private let ours = manager(
        "cadastre", "Apply", at: "2026-11-23T20:00:00Z",
        holds: ["f:spec": ["f:replicas": [:], "f:image": [:], "f:paused": [:]]])

    private func plan(
        replicas: Value? = 9, appliedBefore: Bool = false, managers: [Value],
        options: PlanningOptions = PlanningOptions()
    ) -> Plan {
        let observed = desired.observed(
            { $0["spec"] = ["replicas": replicas ?? .null, "image": "v2"] }, appliedBefore: appliedBefore,
            managers: managers)
        return makePlan(
            Sample.blueprint([desired]), observed: [Sample.observation(of: [observed])], options: options)
    }

    @Test(
        "Where the mark says that we applied the same before, the world made the difference, and it is taken back"
    )
    func drift() throws {
        let editor = manager(
            "kubectl-edit", at: "2026-11-23T21:40:02Z", holds: ["f:spec": ["f:replicas": [:]]])
        let plan = plan(managers: [ours, editor])
        let change = try #require(plan.changes.first)
        #expect(change.action == .update)
        #expect(change.reason == .drift)
        #expect(change.takesOwnership)
        #expect(
            change.differences == [
                Difference(
                    path: "spec.replicas", before: 9, after: 5, origin: Sample.origin(7),
                    drift: Drift(manager: "kubectl-edit", at: Timestamp(rfc3339: "2026-11-23T21:40:02Z")))
            ])
        #expect(plan.findings.isEmpty)
    }

    @Test("Where we applied something else before and nobody else holds the field, the specs changed")
    func change() throws {
        let status = manager("controller", holds: ["f:status": [:]])
        let plan = plan(appliedBefore: true, managers: [ours, status])
        let change = try #require(plan.changes.first)
        #expect(change.reason == .specChanged)
        #expect(!change.takesOwnership)
        #expect(change.differences.map(\.drift) == [nil])
        #expect(plan.findings.isEmpty)
    }

    @Test(
        "Where another manager holds a field and nothing says that it was ours, it is a conflict that blocks")
    func conflict() throws {
        let scaler = manager("autoscaler", holds: ["f:spec": ["f:replicas": [:]]])
        let blocked = plan(appliedBefore: true, managers: [ours, scaler])
        #expect(blocked.codes == ["ownership.conflict"])
        #expect(blocked.changes.map(\.blockedBy) == [["ownership.conflict"]])
        #expect(
            blocked.findings.first?.diagnostic.summary == "autoscaler owns spec.replicas of \(desired.id)")
        #expect(blocked.findings.first?.diagnostic.origin == Sample.origin(7))

        let forced = plan(
            appliedBefore: true, managers: [ours, scaler], options: PlanningOptions(forcesConflicts: true))
        #expect(forced.findings.isEmpty)
        #expect(forced.changes.map(\.takesOwnership) == [true])
        #expect(forced.changes.map(\.isPerformable) == [true])
    }

    @Test("Another manager's field that is as the specs say is no conflict")
    func agreed() {
        let scaler = manager("autoscaler", holds: ["f:spec": ["f:replicas": [:]]])
        #expect(plan(replicas: 5, managers: [ours, scaler]).unchanged == 1)
    }

    @Test("What became as the specs say by another hand is taken into ours: only the mark changes")
    func staleMark() throws {
        let scaler = manager("autoscaler", holds: ["f:spec": ["f:replicas": [:]]])
        let plan = plan(replicas: 5, appliedBefore: true, managers: [scaler])
        #expect(plan.findings.isEmpty)
        let change = try #require(plan.changes.first)
        #expect(change.action == .update && !change.takesOwnership)
        #expect(change.differences.map(\.path) == [#"metadata.annotations["cadastre.dev/fingerprint"]"#])
    }

    @Test("What somebody wrote in another form of the object, and nobody holds in ours, is theirs")
    func otherForm() throws {
        let ours = manager("cadastre", "Apply", in: "apps/v1", holds: ["f:spec": ["f:image": [:]]])
        let theirs = manager("old-scaler", in: "apps/v1beta1", holds: ["f:spec": ["f:scale": [:]]])
        let drift = try #require(plan(managers: [ours, theirs]).changes.first)
        #expect(drift.differences.map(\.drift?.manager) == ["old-scaler"])
        #expect(drift.takesOwnership)
        #expect(plan(appliedBefore: true, managers: [ours, theirs]).codes == ["ownership.conflict"])
        // In the same words as ours, it says nothing of what it does not name.
        let same = manager("old-scaler", in: "apps/v1beta1", holds: ["f:spec": ["f:image": [:]]])
        #expect(plan(managers: [ours, same]).changes.map(\.takesOwnership) == [false])
        // What is ours by name is not theirs.
        let named = manager(
            "cadastre", "Apply", in: "apps/v1", holds: ["f:spec": ["f:image": [:], "f:replicas": [:]]])
        #expect(plan(appliedBefore: true, managers: [named, theirs]).codes == [])
    }

    @Test("A manager that holds no field of the object does not own all of it")
    func emptyClaim() {
        let plan = plan(appliedBefore: true, managers: [ours, manager("nobody", holds: [:])])
        #expect(plan.findings.isEmpty)
        #expect(plan.changes.map(\.reason) == [.specChanged])
    }

    @Test("Of several holders the one that wrote last is named")
    func latest() {
        let early = manager("early", at: "2026-11-23T20:00:01Z", holds: ["f:spec": ["f:replicas": [:]]])
        let late = manager(
            "late", at: "2026-11-23T22:00:00Z", holds: ["f:spec": [".": [:], "f:replicas": [:]]])
        for managers in [[ours, early, late], [late, early, ours]] {
            #expect(plan(managers: managers).changes.first?.differences.first?.drift?.manager == "late")
        }
    }

    @Test("A field that was taken away is put down to whoever wrote after us, and to nobody if nobody did")
    func removedByOthers() {
        let before = manager("before", at: "2026-11-23T19:00:00Z", holds: ["f:metadata": [:]])
        let after = manager("after", at: "2026-11-23T21:00:00Z", holds: ["f:metadata": [:]])
        let known = plan(replicas: nil, managers: [ours, before, after]).changes
        #expect(known.first?.differences.map(\.drift?.manager) == ["after"])
        #expect(known.map(\.takesOwnership) == [false])
        let unknown = plan(replicas: nil, managers: [ours, before]).changes
        #expect(unknown.first?.differences.map(\.drift) == [Drift(manager: nil, at: nil)])
    }

    @Test("What we held and the specs no longer state goes, one difference for a keyed element")
    func givenUp() throws {
        let desired = DesiredObject.sample(
            Sample.workload, "web", ["spec": ["env": [["name": "a", "value": "1"]], "labels": ["x": "1"]]])
        let held = manager(
            "cadastre", "Apply",
            holds: [
                "f:spec": [
                    "f:env": [
                        #"k:{"name":"a"}"#: [".": [:], "f:name": [:], "f:value": [:], "f:secret": [:]],
                        #"k:{"name":"b"}"#: [".": [:], "f:name": [:], "f:value": [:]],
                        #"k:{"name":"gone"}"#: [".": [:], "f:name": [:]],
                    ], "f:labels": ["f:x": [:], "f:y": [:]], "f:replicas": [:],
                ]
            ])
        // Others' holding the same does not make a conflict: giving up takes nothing from anybody.
        let other = manager("other", holds: ["f:spec": ["f:replicas": [:]]])
        let element: Value = ["name": "b", "value": "2"]
        func plan(appliedBefore: Bool) -> Plan {
            let observed = desired.observed(
                {
                    $0["spec"] = [
                        "env": [["name": "a", "value": "1", "secret": "s"], element, ["name": "theirs"]],
                        "labels": ["x": "1", "y": "2", "z": "3"], "replicas": 3,
                    ]
                }, appliedBefore: appliedBefore, managers: [held, other])
            return makePlan(Sample.blueprint([desired]), observed: [Sample.observation(of: [observed])])
        }
        let change = try #require(plan(appliedBefore: true).changes.first)
        #expect(
            change.differences == [
                Difference(path: "spec.env[name=a].secret", before: "s", after: nil, origin: nil),
                Difference(path: "spec.env[name=b]", before: element, after: nil, origin: nil),
                Difference(path: "spec.labels.y", before: "2", after: nil, origin: nil),
                Difference(path: "spec.replicas", before: 3, after: nil, origin: nil),
            ])
        #expect(change.reason == .specChanged)
        #expect(!change.takesOwnership)
        #expect(plan(appliedBefore: true).findings.isEmpty)
        #expect(plan(appliedBefore: false).unchanged == 1)
    }

    @Test("What others added to what is compared as a whole is drift that is taken from them")
    func fence() throws {
        let fence = DesiredObject.sample(Sample.fence, "deny", ["spec": ["podSelector": [:], "egress": []]])
        let editor = manager("kubectl-edit", holds: ["f:spec": ["f:ingress": [:]]])
        let observed = fence.observed(
            { $0["spec"] = ["podSelector": [:], "ingress": [[:]]] }, managers: [editor])
        let plan = makePlan(Sample.blueprint([fence]), observed: [Sample.observation(of: [observed])])
        let change = try #require(plan.changes.first)
        #expect(change.differences.map(\.path) == ["spec.ingress"])
        #expect(change.differences.map(\.drift?.manager) == ["kubectl-edit"])
        #expect(change.takesOwnership)
    }

    @Test("Drift and a change in one object are told apart, attribute by attribute")
    func mixed() throws {
        let before = DesiredObject.sample(Sample.workload, "web", ["spec": ["replicas": 5, "image": "v1"]])
        let editor = manager("kubectl-edit", holds: ["f:spec": ["f:replicas": [:]]])
        let observed = desired.observed(
            { $0["spec"] = ["replicas": 9, "image": "v1"] }, applied: before.fingerprint,
            managers: [ours, editor])
        let plan = makePlan(Sample.blueprint([desired]), observed: [Sample.observation(of: [observed])])
        let change = try #require(plan.changes.first)
        #expect(plan.findings.isEmpty && change.isPerformable)
        #expect(change.differences.map(\.path) == ["spec.image", "spec.replicas"])
        #expect(change.differences.map(\.drift?.manager) == [nil, "kubectl-edit"])
        #expect(change.reason == .specChanged && change.takesOwnership)

        // Where the specs ask for something new just there, nobody can tell which value is meant.
        let both = DesiredObject.sample(Sample.workload, "web", ["spec": ["replicas": 4, "image": "v2"]])
        let contested = both.observed(
            { $0["spec"] = ["replicas": 9, "image": "v2"] }, applied: desired.fingerprint,
            managers: [ours, editor])
        let blocked = makePlan(Sample.blueprint([both]), observed: [Sample.observation(of: [contested])])
        #expect(blocked.codes == ["ownership.conflict"])
    }

    @Test("A claim of our own that a change left behind when it was cut off is taken, and is no conflict")
    func leftover() throws {
        let desired = DesiredObject.sample(Sample.workload, "web", ["spec": ["replicas": 5]])
        let held: Value = ["f:spec": ["f:replicas": [:]]]
        func planned(_ managers: [Value]) -> Plan {
            let observed = desired.observed(
                { $0["spec"] = ["replicas": 3] }, appliedBefore: true, managers: managers)
            return makePlan(Sample.blueprint([desired]), observed: [Sample.observation(of: [observed])])
        }
        let ours = [manager("cadastre", "Apply", holds: held), manager("cadastre", holds: held)]
        let plan = planned(ours)
        let change = try #require(plan.changes.first)
        #expect(plan.codes == [] && change.isPerformable && change.takesOwnership)
        #expect(change.differences.map(\.drift) == [nil])
        // Whoever holds it beside us is asked for.
        #expect(planned(ours + [manager("kubectl-edit", holds: held)]).codes == ["ownership.conflict"])
    }

    @Test("An element whose key somebody changed is one difference, and goes for ours")
    func rival() throws {
        let port: Value = ["name": "http", "port": 80, "protocol": "TCP"]
        let moved: Value = ["name": "http", "port": 81, "protocol": "TCP"]
        let desired = DesiredObject.sample(Sample.workload, "web", ["spec": ["ports": [port]]])
        let key = #"k:{"port":81,"protocol":"TCP"}"#
        func plan(_ managers: [Value], appliedBefore: Bool) -> Plan {
            let observed = desired.observed(
                { $0["spec"] = ["ports": [moved, ["name": "metrics", "port": 9090, "protocol": "TCP"]]] },
                appliedBefore: appliedBefore, managers: managers)
            return makePlan(Sample.blueprint([desired]), observed: [Sample.observation(of: [observed])])
        }
        let element: Value = [".": [:], "f:name": [:], "f:port": [:], "f:protocol": [:]]
        let held: Value = ["f:spec": ["f:ports": .object(Fields([(key, element)]))]]
        let drift = try #require(
            plan([manager("kubectl-edit", holds: held)], appliedBefore: false).changes.first)
        let path: FieldPath = "spec.ports[port=80,protocol=TCP]"
        #expect(drift.differences.map(\.path) == [path])
        #expect(drift.differences.map(\.before) == [moved])
        #expect(drift.differences.map(\.drift?.manager) == ["kubectl-edit"])
        #expect(drift.strays == [Stray("spec.ports[port=81,protocol=TCP]", displaced: port)])
        let changed = plan([manager("kubectl-edit", holds: held)], appliedBefore: false)
        #expect(changed.rehearsals.possible.isEmpty && changed.rehearsals.gaps == [.replaced: 1])
        // Where the specs gave it another number, the old one is ours and goes with the apply.
        let change = try #require(
            plan([manager("cadastre", "Apply", holds: held)], appliedBefore: true).changes.first)
        #expect(change.differences.map(\.path) == [path])
        #expect(change.differences.map(\.drift) == [nil])
        #expect(change.strays.isEmpty && !change.takesOwnership)
    }
}
