import Core
import Diagnostics
import Planning
import Testing
import Values

@Suite("What people protect, and what else is in a namespace")
struct ProtectionTests {
    private static let protected: Value = [Mark.protectionAnnotation: "true"]
    private let namespace = DesiredObject.sample(Sample.namespace, "a")
    private let settings = DesiredObject.sample(Sample.settings, "settings")
    /// So that one of each kind may go.
    private let staying = [Sample.namespace, Sample.settings, Sample.workload].flatMap { kind in
        (0..<3).map { DesiredObject.sample(kind, "stays\($0)", namespace: "b", owner: .region("east")) }
    }

    private func plan(
        _ there: [ObservedObject], desired: [DesiredObject] = [], occupancy: Occupancy? = nil
    ) -> Plan {
        var observation = Sample.observation(of: staying.map { $0.observed() } + there)
        observation.occupancies["a"] = occupancy
        return makePlan(
            Sample.blueprint(
                staying + desired, tenants: ["acme": Sample.terminated(until: Timestamp(seconds: 0))]),
            observed: [observation, Sample.observation(of: [], in: Sample.west)],
            options: PlanningOptions(deletionBudget: .count(100), dataDeletions: ["acme"]))
    }

    private func annotated(_ object: DesiredObject) -> ObservedObject {
        object.observed { $0["metadata"] = ["annotations": Self.protected] }
    }

    @Test("A protected object is not deleted, nor what is in a protected namespace")
    func deletes() {
        let own = plan([annotated(settings)])
        #expect(own.codes == ["safety.protected"])
        #expect(own.changes.map(\.blockedBy) == [["safety.protected"]])
        let inside = plan([annotated(namespace), settings.observed()])
        #expect(inside.changes.first { $0.id == settings.id }?.blockedBy == ["safety.protected"])
        #expect(plan([settings.observed()]).changes.map(\.blockedBy) == [[]])
    }

    @Test("A protected object is not replaced, and changed like any other")
    func replacements() {
        let web = DesiredObject.sample(
            Sample.workload, "web", ["spec": ["selector": ["a": "1"], "image": "v2"]])
        func change(_ spec: Value) -> Change? {
            let there = web.observed(
                {
                    $0["spec"] = spec
                    $0["metadata"] = ["annotations": Self.protected]
                }, appliedBefore: true)
            return plan([there], desired: [web]).changes.first { $0.id == web.id }
        }
        #expect(change(["selector": ["a": "2"], "image": "v2"])?.blockedBy == ["safety.protected"])
        #expect(change(["selector": ["a": "1"], "image": "v1"])?.isPerformable == true)
    }

    @Test("Where namespaces could not be looked at, what is in them may be protected")
    func unknown() {
        var observation = Sample.observation(of: (staying + [settings]).map { $0.observed() })
        observation.looks["Namespace"] = Look(.failed(Problem("kubernetes.forbidden", "no")))
        let plan = makePlan(
            Sample.blueprint(staying, tenants: ["acme": Sample.terminated(until: nil)]),
            observed: [observation])
        let change = plan.changes.first { $0.id == settings.id }
        #expect(change?.action == .delete)
        #expect(change?.blockedBy == ["safety.protection-unknown"])
    }

    @Test("A namespace that nobody looked into stays, and says so")
    func unexplored() {
        let plan = plan([namespace.observed(), settings.observed()])
        let change = plan.changes.first { $0.id == namespace.id }
        #expect(change?.action == .keep && change?.reason == .unexplored)
        #expect(plan.unexplored == [namespace.id])
        let failed = self.plan(
            [namespace.observed()], occupancy: .failed(Problem("kubernetes.forbidden", "no access")))
        #expect(failed.changes.map(\.action) == [.keep])
        #expect(failed.codes == ["kubernetes.forbidden"] && failed.hasErrors)
    }

    @Test(
        "What nobody knew of is named before it goes with its namespace, and what may hold data keeps it there",
        arguments: [
            ("", "Pod", false, "safety.namespace-contents"),
            ("apps", "StatefulSet", false, "safety.namespace-contents"),
            ("metrics.k8s.io", "Odd", false, "safety.namespace-contents"),
            ("", "PersistentVolumeClaim", true, "safety.namespace-holds-data"),
            ("", "Claim", true, "safety.namespace-holds-data"),
            ("databases.example.org", "Database", true, "safety.namespace-holds-data"),
            ("snapshot.storage.k8s.io", "VolumeSnapshot", true, "safety.namespace-holds-data"),
            ("groupsnapshot.storage.k8s.io", "VolumeGroupSnapshot", true, "safety.namespace-holds-data"),
        ])
    func occupants(_ group: String, _ kind: String, _ isBlocked: Bool, _ code: String) {
        let theirs = Occupant(group: group, kind: kind, name: "theirs", isDerived: false)
        let ours = Occupant(group: "", kind: "ConfigMap", name: "settings", isDerived: false)
        let derived = Occupant(group: "databases.example.org", kind: "Replica", name: "x", isDerived: true)
        let plan = plan(
            [namespace.observed(), settings.observed()], occupancy: .all([theirs, ours, derived]))
        #expect(plan.codes == [code])
        #expect(plan.findings.first?.diagnostic.notes == ["in it: \(theirs.description)"])
        let change = plan.changes.first { $0.id == namespace.id }
        #expect(change?.action == .delete && change?.isPerformable == !isBlocked)
        #expect(self.plan([namespace.observed()], occupancy: .all([derived])).findings.isEmpty)
    }

    @Test("A namespace stays while anything in it is protected, whoever it belongs to")
    func protectedOccupant() {
        let theirs = Occupant(
            group: "", kind: "ConfigMap", name: "theirs", isDerived: false, isProtected: true)
        let plan = plan([namespace.observed(), settings.observed()], occupancy: .all([theirs]))
        let finding = plan.findings.first { $0.diagnostic.code == "safety.protected" }
        #expect(finding?.diagnostic.notes.first?.hasPrefix("in it, ConfigMap ") == true)
        #expect(finding?.diagnostic.help?.contains(" theirs -n ") == true)
        #expect(plan.changes.first { $0.id == namespace.id }?.isPerformable == false)
        #expect(plan.changes.first { $0.id == settings.id }?.isPerformable == true)
    }

    @Test("What bears the name of an object that goes, and is of another group's kind, does not go unnoticed")
    func sameName() {
        let theirs = Occupant(
            group: "settings.example.org", kind: "ConfigMap", name: "settings", isDerived: false)
        let plan = plan([namespace.observed(), settings.observed()], occupancy: .all([theirs]))
        #expect(plan.codes == ["safety.namespace-holds-data"])
        #expect(plan.findings.first?.diagnostic.notes == ["in it: ConfigMap.settings.example.org settings"])
        // A cluster's own kind is the same in whichever of its groups.
        let moved = Occupant(group: "extensions", kind: "ConfigMap", name: "settings", isDerived: false)
        #expect(
            self.plan([namespace.observed(), settings.observed()], occupancy: .all([moved])).findings.isEmpty)
    }

    @Test("The deletion budget is a share of the whole fleet, also where a part of it is looked at")
    func budget() {
        let elsewhere = (0..<40).map {
            DesiredObject.sample(Sample.settings, "w\($0)", in: Sample.west, owner: .region("west"))
        }
        let leaving = (0..<4).map { DesiredObject.sample(Sample.settings, "old\($0)") }
        let observed = (staying + leaving).map { $0.observed() }
        let blueprint = Sample.blueprint(staying + elsewhere, budget: .percent(10))
        let part = makePlan(
            blueprint, observed: [Sample.observation(of: observed)],
            options: PlanningOptions(selection: Selection(regions: ["east"])))
        #expect(part.findings.isEmpty && part.changes.filter { $0.action == .delete }.count == 4)
        let alone = makePlan(
            Sample.blueprint(staying, budget: .percent(10)), observed: [Sample.observation(of: observed)],
            options: PlanningOptions(selection: Selection(regions: ["east"])))
        #expect(alone.codes == ["safety.deletion-budget"])
    }
}
