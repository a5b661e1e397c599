import Core
import Diagnostics
import Planning
import Testing
import Values

@Suite("What goes only when nothing needs it any more, and what waits for that")
struct StillNeededTests {
    private static let priority = Kind("PriorityClass", isNamespaced: false)
    private static let autoscaler = Kind("HorizontalPodAutoscaler", group: "autoscaling")

    private func plan(
        _ desired: [DesiredObject], _ there: [ObservedObject],
        options: PlanningOptions = PlanningOptions(deletionBudget: .count(100))
    ) -> Plan {
        // So that one of each kind may go.
        let staying = [Self.priority, Self.autoscaler, Sample.workload].map {
            DesiredObject.sample($0, "stays", namespace: "b", owner: .region("east"))
        }
        let objects = staying.map { $0.observed() } + there
        var observation = Sample.observation(of: objects)
        for kind in [Self.priority, Self.autoscaler] {
            observation.looks[kind.name] = Look(
                .complete, objects: objects.filter { $0.id.kind == kind.name })
        }
        var blueprint = Sample.blueprint(staying + desired)
        blueprint.kinds = [Self.priority] + blueprint.kinds + [Self.autoscaler]
        return makePlan(blueprint, observed: [observation], options: options)
    }

    private func web(_ priority: String?) -> DesiredObject {
        .sample(
            Sample.workload, "web",
            ["spec": ["template": ["spec": priority.map { ["priorityClassName": .string($0)] } ?? [:]]]])
    }

    private let old = DesiredObject.sample(priority, "old", owner: .region("east"))

    @Test("A priority class goes after the workloads that let go of it")
    func lettingGo() throws {
        for desired in [[web("stays")], []] {
            let there = web("old").observed(appliedBefore: true)
            let plan = plan(desired, [old.observed(), there])
            let change = try #require(plan.changes.first { $0.id == old.id })
            #expect(change.action == .delete && change.isPerformable)
            #expect(change.needs == [web(nil).id])
            #expect(plan.findings.isEmpty)
        }
        #expect(plan([], [old.observed()]).changes.map(\.needs) == [[]])
    }

    @Test("A priority class stays while a workload names it that this plan does not change")
    func used() {
        let there = web("old").observed(fleet: "other")
        let plan = plan([], [old.observed(), there])
        #expect(plan.changes.map(\.action) == [.keep] && plan.changes.map(\.reason) == [.heldBack])
    }

    @Test("What blocks the workload's change blocks the delete of the class that it names")
    func blocked() {
        let foreign = manager(
            "somebody", holds: ["f:spec": ["f:template": ["f:spec": ["f:priorityClassName": [:]]]]])
        let there = web("old").observed(appliedBefore: true, managers: [foreign])
        let plan = plan([web("stays")], [old.observed(), there])
        let change = plan.changes.first { $0.id == old.id }
        #expect(change?.isPerformable == false)
    }

    private func scaled(
        by mark: String?, options: PlanningOptions = PlanningOptions(deletionBudget: .count(100))
    ) -> Plan {
        let stated = DesiredObject.sample(Sample.workload, "web", ["spec": ["replicas": 5]])
        let there = stated.observed(
            {
                $0["spec"] = ["replicas": 9]
                $0["metadata"] = ["annotations": [Mark.leftAnnotation: "spec.replicas"]]
            }, appliedBefore: true)
        let scaler = DesiredObject.sample(
            Self.autoscaler, "web", ["spec": ["scaleTargetRef": ["kind": "Deployment", "name": "web"]]])
        return plan([stated], [there, scaler.observed(fleet: mark)], options: options)
    }

    @Test("Replicas are stated again when the autoscaler goes in the same plan, and only then")
    func autoscalers() {
        let going = scaled(by: Sample.fleet)
        #expect(going.changes.count == 2 && going.changes.allSatisfy { $0.isPerformable })
        let theirs = scaled(by: nil)
        #expect(theirs.codes == ["ownership.autoscaled"])
        #expect(theirs.changes.map(\.blockedBy) == [["ownership.autoscaled"]])
        let overBudget = scaled(
            by: Sample.fleet, options: PlanningOptions(deletionBudget: .count(0)))
        #expect(overBudget.codes == ["safety.deletion-budget"])
        #expect(
            overBudget.changes.map(\.blockedBy) == [["safety.deletion-budget"], ["safety.deletion-budget"]])
    }
}
