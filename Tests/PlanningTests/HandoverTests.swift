import Core
import Diagnostics
import Planning
import Testing
import Values

@Suite("What the specs leave to others")
struct HandoverTests {
    private static let path: FieldPath = "spec.replicas"
    private static let annotation = FieldPath(
        [.key("metadata"), .key("annotations"), .key(Mark.leftAnnotation)])

    private let stated = DesiredObject.sample(
        Sample.workload, "web", ["spec": ["replicas": 5, "image": "v2"]])
    private let left: DesiredObject = Self.object(["spec": ["image": "v2"]])
    private let ours = manager(
        "cadastre", "Apply", holds: ["f:spec": ["f:replicas": [:], "f:image": [:]]])
    private let oursWithout = manager(
        "cadastre", "Apply",
        holds: [
            "f:metadata": ["f:annotations": ["f:\(Mark.leftAnnotation)": [:]]], "f:spec": ["f:image": [:]],
        ])
    private let autoscaler = manager("autoscaler", holds: ["f:spec": ["f:replicas": [:]]])

    private static func object(_ content: Fields) -> DesiredObject {
        let plain = DesiredObject.sample(Sample.workload, "web", content)
        let left = [LeftAttribute(path, least: 2)]
        var body = plain.body.fields ?? [:]
        var metadata = body["metadata"]?.fields ?? [:]
        let fingerprint = plain.fingerprint + "-left"
        metadata["annotations"] = [
            Mark.fingerprintAnnotation: .string(fingerprint),
            Mark.leftAnnotation: .string(Mark.leftText(left)),
        ]
        body["metadata"] = .object(metadata)
        return DesiredObject(
            id: plain.id, kind: plain.kind, owner: plain.owner, body: .object(body),
            fingerprint: fingerprint, origins: plain.origins, needs: [], left: left)
    }

    private func plan(_ desired: DesiredObject, _ observed: ObservedObject) -> Plan {
        makePlan(Sample.blueprint([desired]), observed: [Sample.observation(of: [observed])])
    }

    /// As `before` was applied, with so many replicas.
    private func world(_ before: DesiredObject, replicas: Int64, _ managers: [Value]) -> ObservedObject {
        before.observed(
            { $0["spec"] = ["replicas": .int(replicas), "image": "v2"] }, managers: managers)
    }

    @Test("Whatever others make of it is no difference", arguments: [0, 1, 2, 40])
    func unstated(replicas: Int64) {
        #expect(plan(left, world(left, replicas: replicas, [oursWithout, autoscaler])).unchanged == 1)
    }

    @Test("Leaving it to others keeps its value: what is shown is that it is left")
    func leaving() throws {
        let change = try #require(plan(left, world(stated, replicas: 5, [ours])).changes.first)
        #expect(change.differences.map(\.path) == [Self.annotation])
        #expect(change.differences.map(\.after) == ["spec.replicas"])
        #expect(change.handovers == [Handover(Self.path, .toOthers(beginning: nil))])
        #expect(!change.takesOwnership)
        #expect(change.reason == .specChanged)
    }

    @Test("What is adopted, and was ours once, is left to others like what is ours")
    func adopted() throws {
        let there = stated.observed(
            { $0["spec"] = ["replicas": 5, "image": "v2"] }, fleet: nil, managers: [ours])
        let plan = makePlan(
            Sample.blueprint([left]), observed: [Sample.observation(of: [there])],
            options: PlanningOptions(adopts: true))
        let change = try #require(plan.changes.first)
        #expect(change.action == .adopt)
        #expect(change.handovers == [Handover(Self.path, .toOthers(beginning: nil))])
        #expect(!change.differences.map(\.path).contains(Self.path))
    }

    @Test("What is less than others may begin with is raised, and that is shown", arguments: [0, 1])
    func beginning(replicas: Int64) throws {
        let change = try #require(plan(left, world(stated, replicas: replicas, [ours])).changes.first)
        #expect(change.differences.map(\.path) == [Self.annotation, Self.path])
        #expect(change.differences.last?.before == .int(replicas))
        #expect(change.differences.last?.after == 2)
        #expect(change.handovers == [Handover(Self.path, .toOthers(beginning: 2))])
    }

    @Test("A little that others made is theirs, also when something else changes")
    func theirs() throws {
        let newer = Self.object(["spec": ["image": "v3"]])
        let change = try #require(
            plan(newer, world(left, replicas: 0, [oursWithout, autoscaler])).changes.first)
        #expect(change.differences.map(\.path) == ["spec.image"])
        #expect(change.handovers == [])
    }

    @Test("Where we still hold it, it is let go of before anything is applied")
    func unfinished() throws {
        let observed = left.observed({ $0["spec"] = ["replicas": 7, "image": "v1"] }, managers: [ours])
        let change = try #require(plan(left, observed).changes.first)
        #expect(change.handovers == [Handover(Self.path, .toOthers(beginning: nil))])
    }

    @Test("Stating it again is a change of the specs and no conflict, whoever holds it", arguments: [5, 9])
    func reclaiming(replicas: Int64) throws {
        let plan = plan(stated, world(left, replicas: replicas, [oursWithout, autoscaler]))
        #expect(plan.findings.isEmpty)
        let change = try #require(plan.changes.first)
        #expect(change.reason == .specChanged)
        #expect(change.handovers == [Handover(Self.path, .toUs)])
        #expect(change.blockedBy.isEmpty && !change.takesOwnership)
        let paths = change.differences.map(\.path)
        #expect(paths == (replicas == 5 ? [Self.annotation] : [Self.annotation, Self.path]))
        #expect(change.differences.first?.after == nil)
    }

    @Test("Another field that others hold is a conflict as ever")
    func conflict() {
        let newer = DesiredObject.sample(
            Sample.workload, "web", ["spec": ["replicas": 5, "image": "v3"]])
        let theirs = manager("somebody", holds: ["f:spec": ["f:replicas": [:], "f:image": [:]]])
        let observed = left.observed(
            { $0["spec"] = ["replicas": 9, "image": "v1"] }, managers: [oursWithout, theirs])
        #expect(plan(newer, observed).codes == ["ownership.conflict"])
    }
}
