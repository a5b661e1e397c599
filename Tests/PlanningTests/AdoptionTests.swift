import Core
import Planning
import Testing
import Values

@Suite("Adopting")
struct AdoptionTests {
    private let desired = DesiredObject.sample(
        Sample.workload, "web", ["spec": ["replicas": 5, "selector": ["app": "a"]]],
        origins: [AttributeOrigin("spec.replicas", Sample.origin(7))])

    private func plan(
        adopts: Bool = true, fleet: String? = nil, _ change: (inout Fields) -> Void = { _ in }
    ) -> Plan {
        let there = desired.observed(
            {
                $0["spec"] = ["replicas": 2, "selector": ["app": "a"], "theirs": 1]
                $0["metadata"] = ["name": "web"]
                change(&$0)
            }, fleet: fleet)
        return makePlan(
            Sample.blueprint([desired]), observed: [Sample.observation(of: [there])],
            options: PlanningOptions(adopts: adopts))
    }

    @Test("What nobody marked is only taken when a person says so, and shown attribute by attribute before")
    func shown() throws {
        #expect(plan(adopts: false).changes.isEmpty)
        #expect(plan(adopts: false).codes == ["ownership.unowned"])
        let change = try #require(plan().changes.first)
        #expect(change.action == .adopt && change.reason == .unowned && change.isPerformable)
        #expect(change.differences.map(\.path) == ["spec.replicas"])
        #expect(change.differences.map(\.before) == [2])
        #expect(change.differences.map(\.origin) == [Sample.origin(7)])
        #expect(change.takesOwnership && change.observed != nil && change.seen != nil)
    }

    @Test("Of what we once applied is shown what goes, also where its mark was taken away")
    func onceOurs() throws {
        let ours = manager(
            "cadastre", "Apply", holds: ["f:spec": ["f:replicas": [:], "f:selector": [:], "f:theirs": [:]]])
        let there = desired.observed(
            { $0["spec"] = ["replicas": 5, "selector": ["app": "a"], "theirs": 1, "kept": 1] }, fleet: nil,
            managers: [ours])
        let plan = makePlan(
            Sample.blueprint([desired]), observed: [Sample.observation(of: [there])],
            options: PlanningOptions(adopts: true))
        let change = try #require(plan.changes.first)
        #expect(change.action == .adopt)
        #expect(change.differences.map(\.path) == ["spec.theirs"])
        #expect(change.differences.map(\.before) == [1] && change.differences.map(\.after) == [nil])
        #expect(change.strays.isEmpty)
    }

    @Test("What another fleet marked is never taken")
    func others() {
        #expect(plan(fleet: "other").changes.isEmpty)
        #expect(plan(fleet: "other").codes == ["ownership.other-fleet"])
    }

    @Test("What would have to be replaced, or is made by a controller, is not taken")
    func obstacles() {
        let other = plan { $0["spec"] = ["selector": ["app": "b"]] }
        #expect(other.codes == ["ownership.not-adoptable"])
        let owner: Value = ["kind": "Rollout", "name": "web", "controller": true]
        let controlled = plan { $0["metadata"] = ["ownerReferences": [owner]] }
        #expect(controlled.codes == ["ownership.not-adoptable"])
        #expect(controlled.changes.map(\.blockedBy) == [["ownership.not-adoptable"]])
    }

    @Test("An object that is taken although all is as the specs say gets the mark")
    func same() {
        let plan = plan { $0["spec"] = ["replicas": 5, "selector": ["app": "a"]] }
        #expect(plan.changes.map(\.action) == [.adopt])
    }
}
