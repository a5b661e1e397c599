import Core
import Planning
import Testing
import Values

/// A domain that goes from one tenant to another in one plan.
@Suite struct MovingHostTests {
    private static func ingress(_ tenant: String, _ hosts: [String]) -> DesiredObject {
        let rules = hosts.map { Value.object(["host": .string($0)]) }
        return .sample(
            Sample.ingress, tenant, ["spec": ["rules": .array(rules)]], owner: .tenant(tenant))
    }

    /// - Parameters:
    ///   - before: hosts by tenant, as they are there.
    ///   - after: as they are asked for.
    private static func plan(_ before: [String: [String]], _ after: [String: [String]]) -> Plan {
        let wanted = after.map { ingress($0, $1) }
        let there = before.map { tenant, hosts in
            ingress(tenant, hosts).observed(appliedBefore: true)
        }
        let tenants = Dictionary(uniqueKeysWithValues: ["a", "b", "c", "other"].map { ($0, Sample.terms()) })
        let other = ingress("other", ["other.example"])
        return makePlan(
            Sample.blueprint(wanted + [other], tenants: tenants),
            observed: [Sample.observation(of: there + [other.observed()])])
    }

    private static func refusal(_ host: String) -> Problem {
        Problem(
            "kubernetes.refused", "a webhook refuses it",
            detail: #"host "\#(host)" and path "/" is already defined in ingress n/web"#)
    }

    private static let moved = plan(
        ["a": ["m.example"], "b": ["x.example"]], ["a": ["y.example"], "b": ["m.example", "x.example"]])

    @Test("It is taken after it was let go of, by a change or by a delete")
    func order() {
        #expect(Self.moved.changes.map(\.id.name) == ["a", "b"])
        #expect(Self.moved.changes.last?.needs.map(\.name) == ["a"])
        let gone = Self.plan(["c": ["m.example"], "b": ["x.example"]], ["b": ["m.example"]])
        #expect(gone.changes.map(\.id.name) == ["c", "b"])
        #expect(gone.changes.map(\.action) == [.delete, .update])
    }

    @Test("Where two take from each other, or three in a circle, none waits")
    func circle() {
        let swap = Self.plan(
            ["a": ["1.example"], "b": ["2.example"]], ["a": ["2.example"], "b": ["1.example"]])
        #expect(swap.changes.count == 2 && swap.codes == [])
        let three = Self.plan(
            ["a": ["1.example"], "b": ["2.example"], "c": ["3.example"]],
            ["a": ["2.example"], "b": ["3.example"], "c": ["1.example"]])
        #expect(three.changes.count == 3 && three.codes == [])
        #expect(three.changes.flatMap(\.needs) == [])
    }

    @Test(
        "A refusal for it says nothing of what will be, and every other refusal blocks",
        arguments: [
            ("m.example", true), ("x.example", false), ("xm.example", false), ("m.example.org", false),
        ])
    func refused(_ host: String, _ isExplained: Bool) throws {
        let taker = try #require(Self.moved.changes.last)
        let plan = Self.moved.rehearsed([taker.id: .refused(Self.refusal(host))])
        #expect(plan.isBlocked != isExplained)
        #expect(plan.unrehearsed == (isExplained ? [.movingHost: 1] : [:]))
        let giver = try #require(Self.moved.changes.first)
        #expect(Self.moved.rehearsed([giver.id: .refused(Self.refusal(host))]).isBlocked)
    }
}
