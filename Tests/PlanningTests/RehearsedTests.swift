import Core
import Diagnostics
import Planning
import Testing
import Values

@Suite("A plan that worlds were asked about")
struct RehearsedTests {
    private let namespace = DesiredObject.sample(Sample.namespace, "a")
    private let quota = DesiredObject.sample(Sample.quota, "quota", ["spec": ["hard": ["cpu": "4"]]])
    private var web: DesiredObject {
        .sample(Sample.workload, "web", ["spec": ["replicas": 5, "image": "v2"]], needs: [quota.id])
    }

    /// Quota and workload differ from what is there.
    private func plan() -> Plan {
        makePlan(
            Sample.blueprint([namespace, quota, web]),
            observed: [
                Sample.observation(of: [
                    namespace.observed(),
                    quota.observed({ $0["spec"] = ["hard": ["cpu": "2"]] }, appliedBefore: true),
                    web.observed({ $0["spec"] = ["replicas": 5, "image": "v1"] }, appliedBefore: true),
                ])
            ])
    }

    @Test("What is refused is blocked in the words of the refusal, with all that needs it")
    func refused() {
        let refusal = Problem("kubernetes.quota", "a quota is exhausted", detail: "why", help: "what to do")
        let plan = plan().rehearsed([quota.id: .refused(refusal), web.id: .accepted(nil)])
        #expect(plan.codes == ["kubernetes.quota"])
        #expect(plan.findings.first?.diagnostic.notes == ["why"])
        #expect(plan.findings.first?.diagnostic.origin == Sample.origin(1))
        #expect(plan.changes.map(\.blockedBy) == [["kubernetes.quota"], ["kubernetes.quota"]])
        #expect(plan.isBlocked)
    }

    @Test("A quota that the same plan changes may have room then; one that stays as it is has none")
    func quotaChanges() {
        let refusal = Problem("kubernetes.quota", "a quota is exhausted", detail: "why")
        let changing = plan().rehearsed([quota.id: .accepted(nil), web.id: .refused(refusal)])
        #expect(changing.codes == [] && changing.changes.allSatisfy { $0.isPerformable })
        #expect(changing.unrehearsed == [.quota: 1])
        let staying = makePlan(
            Sample.blueprint([namespace, quota, web]),
            observed: [Sample.observation(of: [namespace.observed(), quota.observed()])])
        let refused = staying.rehearsed([web.id: .refused(refusal)])
        #expect(refused.codes == ["kubernetes.quota"] && refused.unrehearsed == [:])
    }

    @Test("What worlds do not know blocks nothing, and is told once for each reason")
    func unknown() {
        let problem = Problem("kubernetes.forbidden", "the API server forbids it", detail: "of this one")
        let plan = plan().rehearsed([quota.id: .unknown(problem), web.id: .unknown(problem)])
        #expect(plan.codes == ["plan.unchecked"])
        #expect(
            plan.findings.map(\.diagnostic.summary) == [
                "east: 2 changes were not tried out on the server: the API server forbids it"
            ])
        #expect(plan.changes.allSatisfy { $0.isPerformable })
    }

    @Test("What is to go is a difference also where the apply that was tried out would leave it")
    func strays() throws {
        let fence = DesiredObject.sample(Sample.fence, "deny", ["spec": ["podSelector": [:]]])
        let theirs = manager("kubectl-edit", holds: ["f:spec": ["f:egress": [:]]])
        let opened = fence.observed(
            { $0["spec"] = ["podSelector": [:], "egress": [["to": "everywhere"]]] }, managers: [theirs])
        let plan = makePlan(Sample.blueprint([fence]), observed: [Sample.observation(of: [opened])])
        #expect(plan.changes.first?.differences.map(\.path) == ["spec.egress"])
        // It goes by a request of its own.
        let tried = plan.rehearsed([fence.id: .accepted(opened.body)])
        #expect(tried.changes.first?.differences.map(\.path) == ["spec.egress"])
    }

    @Test("A difference that would stay as it is, is none")
    func settled() throws {
        // The server knows that both mean the same.
        let held = try quota.body.setting("2", at: "spec.hard.cpu")
        let same = JSONText(held)
        let marked = JSONText(try held.setting("applied now", at: Mark.fingerprintPath))
        let some = plan().rehearsed([quota.id: .accepted(marked)])
        // The mark says what was applied: that changes.
        #expect(some.changes.first { $0.id == quota.id }?.differences.map(\.path) == [Mark.fingerprintPath])

        let drift = makePlan(
            Sample.blueprint([quota]),
            observed: [Sample.observation(of: [quota.observed { $0["spec"] = ["hard": ["cpu": "2"]] }])])
        #expect(drift.changes.count == 1 && drift.unchanged == 0)
        let none = drift.rehearsed([quota.id: .accepted(same)])
        #expect(none.changes.isEmpty && none.unchanged == 1 && !none.hasChanges)
        #expect(none.codes == ["plan.no-effect"])
        #expect(none.findings.first?.diagnostic.summary.hasPrefix("spec.hard.cpu of ") == true)
        #expect(
            none.findings.first?.diagnostic.notes == [
                "the specs ask for \"4\", and with the server it stays \"2\""
            ])
        let other = drift.rehearsed([quota.id: .accepted(JSONText(quota.body))])
        #expect(other.changes.map(\.differences) == drift.changes.map(\.differences))
        #expect(other.findings.isEmpty)
    }

    @Test("What cannot be asked about is counted, by why")
    func gaps() {
        let moved = DesiredObject.sample(Sample.workload, "moved", ["spec": ["selector": ["a": "1"]]])
        // The only one of its kind would never go.
        let other = DesiredObject.sample(Sample.workload, "other")
        let plan = makePlan(
            Sample.blueprint([namespace, quota, moved, other]),
            observed: [
                Sample.observation(of: [
                    moved.observed({ $0["spec"] = ["selector": ["a": "2"]] }, appliedBefore: true),
                    other.observed(),
                ])
            ])
        #expect(Set(plan.rehearsals.possible.map(\.id)) == [namespace.id])
        #expect(plan.rehearsed([:]).unrehearsed == [.namespaceMissing: 1, .replaced: 1])
    }
}
