import Core
import Planning
import Testing
import Values

@Suite("What an ignore rule leaves to others")
struct IgnoringTests {
    private static let path: FieldPath = "spec.env[name=b].value"
    private static let content: Fields = [
        "spec": ["size": 1, "env": [["name": "a", "value": "1"], ["name": "b", "value": "2"]]]
    ]
    private static let rule = LeftAttribute.Rule(at: Sample.origin(5), reason: nil)

    /// As the specs ask for it with these attributes ignored.
    private static func ignoring(
        _ paths: FieldPath..., kind: Kind = Sample.workload, stating content: Fields = content
    ) -> DesiredObject {
        let stated = DesiredObject.sample(kind, "web", content)
        let left = paths.map { LeftAttribute($0, by: rule) }
        let rest = paths.reduce(Value.object(content)) { $0.replacing($1, with: nil) }
        let body = DesiredObject.sample(kind, "web", rest.fields ?? [:])
        let fingerprint = body.fingerprint
        func marked(_ manifest: Value) -> Value {
            let annotated = manifest.replacing(Mark.leftPath, with: .string(Mark.leftText(left)))
            return annotated.replacing(Mark.fingerprintPath, with: .string(fingerprint))
        }
        return DesiredObject(
            id: stated.id, kind: kind, owner: stated.owner, body: marked(body.body),
            bodyAtFirst: marked(stated.body), fingerprint: fingerprint, origins: stated.origins, needs: [],
            left: left)
    }

    private func plan(_ desired: DesiredObject, _ observed: ObservedObject?, adopts: Bool = false) -> Plan {
        makePlan(
            Sample.blueprint([desired]), observed: [Sample.observation(of: [observed].compactMap(\.self))],
            options: PlanningOptions(adopts: adopts))
    }

    /// What `desired` has made, with another value of what is ignored.
    private func world(
        _ desired: DesiredObject, _ value: Value?, at path: FieldPath = path, managers: [Value] = []
    ) -> ObservedObject {
        desired.observed(
            { body in
                body = desired.bodyAtFirst.replacing(path, with: value).fields ?? [:]
            }, managers: managers)
    }

    @Test("Whatever others make of it is no difference", arguments: ["2", "3", nil] as [Value?])
    func unstated(value: Value?) {
        let desired = Self.ignoring(Self.path)
        #expect(plan(desired, world(desired, value)).unchanged == 1)
    }

    @Test("Neither is it where all that others add differs")
    func whole() {
        let content: Fields = ["spec": ["egress": [["to": "x"]], "ingress": [["from": "y"]]]]
        let desired = Self.ignoring("spec.egress", kind: Sample.fence, stating: content)
        #expect(
            plan(desired, world(desired, [["to": "z"], ["to": "everywhere"]], at: "spec.egress")).unchanged
                == 1)
        let other = plan(desired, world(desired, [["from": "everywhere"]], at: "spec.ingress"))
        #expect(other.changes.flatMap(\.differences).map(\.path) == ["spec.ingress[0].from"])
    }

    @Test("With another change of its object it is not applied, and what we hold of it is let go of first")
    func kept() throws {
        let desired = Self.ignoring(Self.path)
        let held: Value = ["f:spec": ["f:env": [#"k:{"name":"b"}"#: ["f:value": [:]]]]]
        for (managers, handovers) in [
            ([manager("cadastre", "Apply", holds: held)], [Handover(Self.path, .toOthers(beginning: nil))]),
            ([manager("kubectl", holds: held)], []),
        ] {
            let observed = desired.observed(
                {
                    $0 =
                        desired.bodyAtFirst.replacing("spec.size", with: 2).replacing(Self.path, with: "9")
                        .fields ?? [:]
                }, managers: managers)
            let change = try #require(plan(desired, observed).changes.first)
            #expect(change.differences.map(\.path) == ["spec.size"])
            #expect(change.handovers == handovers)
            #expect(change.blockedBy.isEmpty)
        }
    }

    @Test("What the specs stop to state with the same change is not taken away")
    func statedNoMore() throws {
        let before = DesiredObject.sample(Sample.workload, "web", Self.content)
        let stated: Fields = ["spec": ["size": 1, "env": [["name": "a", "value": "1"], ["name": "b"]]]]
        let desired = Self.ignoring(Self.path, stating: stated)
        let held: Value = [
            "f:spec": [
                "f:size": [:], "f:env": [#"k:{"name":"b"}"#: [".": [:], "f:name": [:], "f:value": [:]]],
            ]
        ]
        let change = try #require(
            plan(desired, before.observed(managers: [manager("cadastre", "Apply", holds: held)])).changes
                .first)
        #expect(!change.differences.map(\.path).contains(Self.path))
        #expect(change.handovers == [Handover(Self.path, .toOthers(beginning: nil))])
    }

    @Test("What is made anew has it as the specs say, and it is shown")
    func madeAnew() throws {
        let desired = Self.ignoring(Self.path)
        let observed = desired.observed { body in
            body["spec"] = ["size": 1, "env": [["name": "a", "value": "1"]]]
        }
        let change = try #require(plan(desired, observed).changes.first)
        #expect(change.differences.map(\.path) == ["spec.env[name=b]", Self.path])
        #expect(change.differences.last?.after == "2")
        #expect(change.handovers == [Handover(Self.path, .toOthers(beginning: "2"))])
        #expect(plan(desired, nil).changes.first?.desired?.bodyAtFirst[at: Self.path] == "2")
    }

    @Test("Adopting keeps it as it is")
    func adopted() throws {
        let desired = Self.ignoring(Self.path)
        let observed = desired.observed(
            { body in
                body =
                    desired.bodyAtFirst.replacing(Self.path, with: "9").replacing("spec.size", with: 2).fields
                    ?? [:]
                body["metadata"] = ["name": "web"]
            }, fleet: nil)
        let change = try #require(plan(desired, observed, adopts: true).changes.first)
        #expect(change.action == .adopt)
        #expect(!change.differences.map(\.path).contains(Self.path))
        #expect(change.differences.map(\.path).contains("spec.size"))
        #expect(change.handovers == [])
    }

    @Test("Without the rule it is an ordinary difference again, and no conflict")
    func stated() throws {
        let before = Self.ignoring(Self.path)
        let after = DesiredObject.sample(Sample.workload, "web", Self.content)
        let theirs = manager("kubectl", holds: ["f:spec": ["f:env": [#"k:{"name":"b"}"#: ["f:value": [:]]]]])
        let plan = plan(after, world(before, "9", managers: [theirs]))
        let change = try #require(plan.changes.first)
        #expect(plan.findings.isEmpty && change.blockedBy.isEmpty)
        #expect(change.differences.map(\.path).contains(Self.path))
        #expect(change.handovers == [Handover(Self.path, .toUs)])
    }

    @Test(
        "What the world knows only as a whole, and is ignored in part, blocks a change of its object and no other"
    )
    func indivisible() throws {
        let path: FieldPath = "spec.selector.matchLabels.app"
        let content: Fields = ["spec": ["size": 1, "selector": ["matchLabels": ["app": "a", "track": "b"]]]]
        let desired = Self.ignoring(path, stating: content)
        let ours = manager("cadastre", "Apply", holds: ["f:spec": ["f:size": [:], "f:selector": [:]]])
        #expect(plan(desired, world(desired, "theirs", at: path, managers: [ours])).findings.isEmpty)
        let changed = plan(desired, world(desired, 2, at: "spec.size", managers: [ours]))
        #expect(changed.codes == ["ownership.indivisible"])
        #expect(changed.changes.map(\.blockedBy) == [["ownership.indivisible"]])
        let granular = manager(
            "cadastre", "Apply",
            holds: ["f:spec": ["f:size": [:], "f:selector": ["f:matchLabels": ["f:track": [:]]]]])
        #expect(plan(desired, world(desired, 2, at: "spec.size", managers: [granular])).findings.isEmpty)
        // As a whole it can be left.
        let whole = Self.ignoring("spec.selector", stating: content)
        #expect(plan(whole, world(whole, 2, at: "spec.size", managers: [ours])).findings.isEmpty)
    }

    @Test("A priority class stays while a workload has it that others look after")
    func priority() {
        let classPath: FieldPath = "spec.template.spec.priorityClassName"
        let content: Fields = ["spec": ["size": 1, "template": ["spec": ["priorityClassName": "high"]]]]
        let desired = Self.ignoring(classPath, stating: content)
        let high = Kind("PriorityClass", isNamespaced: false)
        let old = DesiredObject.sample(high, "high", owner: .region("east"))
        var blueprint = Sample.blueprint([desired])
        blueprint.kinds.append(high)
        var observation = Sample.observation(of: [world(desired, 2, at: "spec.size")])
        observation.looks[high.name] = Look(.complete, objects: [old.observed()])
        let plan = makePlan(blueprint, observed: [observation])
        #expect(plan.changes.first { $0.id == old.id }?.action == .keep)
    }
}
