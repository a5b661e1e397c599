import Core
import Planning
import Testing
import Values

/// What a plan is made from, to be changed between its saving and its apply.
private struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let specs: [DesiredObject]
    let world: [ObservedObject]
    var options = PlanningOptions()
    var tenants = ["acme": Sample.terms()]

    var testDescription: String { name }

    var blueprint: Blueprint { Sample.blueprint(specs, tenants: tenants) }
    var plan: Plan {
        makePlan(
            blueprint,
            observed: [Sample.observation(of: world), Sample.observation(of: [], in: Sample.west)],
            options: options)
    }
    var saved: SavedPlan {
        SavedPlan(plan, of: blueprint, options: options, specs: "specs", sandbox: nil, version: "1.0.0")
    }

    /// How this stands to what was saved.
    func check(_ saved: SavedPlan) -> SavedPlanCheck {
        SavedPlanCheck(saved, against: plan, of: blueprint)
    }
}

private let web = DesiredObject.sample(Sample.workload, "web", ["spec": ["replicas": 5]])
private let wider = DesiredObject.sample(Sample.workload, "web", ["spec": ["replicas": 8]])
private let quota = DesiredObject.sample(Sample.quota, "quota", ["spec": ["hard": ["cpu": "1"]]])

/// Another workload, which stays: one run never deletes all of a kind.
private let other = DesiredObject.sample(
    Sample.workload, "other", ["spec": ["replicas": 5]], owner: .region("east"))

private func scaled(to replicas: Int64, uid: String = "uid", status: Int64 = 1) -> ObservedObject {
    let there = web.observed { body in
        body["spec"] = ["replicas": .int(replicas)]
        body["status"] = ["readyReplicas": .int(status)]
    }
    return ObservedObject(
        id: there.id, mark: there.mark, version: ObjectVersion(uid: uid, revision: "\(status)"),
        body: there.body)
}

@Suite("A saved plan")
struct SavedPlanTests {
    @Test("It reads back as it was written, whatever was asked for")
    func roundTrip() throws {
        let options = PlanningOptions(
            selection: Selection(tenants: ["acme", "b"], regions: ["east"], kinds: ["Deployment"]),
            forcesConflicts: true, adopts: true, appliesNow: true, rehearses: false,
            deletionBudget: .percent(50),
            dataDeletions: ["acme"])
        // An option that is not kept would be lost between the plan that was looked at and its apply.
        #expect(Mirror(reflecting: options).children.count == 7, "keep the new option too, and test it here")
        for options in [options, PlanningOptions(deletionBudget: .count(0)), PlanningOptions()] {
            var plan = Case(
                name: "", specs: [wider, quota], world: [scaled(to: 9)], options: options
            ).saved
            plan.sandbox = "try.sqlite"
            #expect(try SavedPlan(json: plan.json, named: "plan.json") == plan)
        }
    }

    @Test("Cut anywhere, or with a byte changed anywhere, it is refused or still says the same")
    func damage() throws {
        let plan = Case(name: "", specs: [wider], world: [scaled(to: 9)]).saved
        let bytes = plan.json
        for length in 0..<bytes.count - 1 {
            #expect(throws: Problem.self) { try SavedPlan(json: Array(bytes[..<length]), named: "p") }
        }
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            if let read = try? SavedPlan(json: changed, named: "p") { #expect(read == plan) }
        }
    }

    @Test("Where nothing moved, nothing is said")
    func still() {
        let same = Case(name: "", specs: [wider, quota], world: [scaled(to: 9)])
        let check = same.check(same.saved)
        #expect(check.moves.isEmpty && check.done == 0)
    }

    @Test("A status that moves, and what nobody asks for, move nothing")
    func status() {
        let before = Case(name: "", specs: [wider], world: [scaled(to: 9)])
        let after = Case(name: "", specs: [wider], world: [scaled(to: 9, status: 2)])
        #expect(after.check(before.saved).moves.isEmpty)
        // What is deleted is compared whole, but for its status.
        let deletion = Case(name: "", specs: [other], world: [scaled(to: 9), other.observed()])
        let later = Case(name: "", specs: [other], world: [scaled(to: 9, status: 2), other.observed()])
        #expect(deletion.plan.changes.map(\.action) == [.delete])
        #expect(later.check(deletion.saved).moves.isEmpty)
        let changed = Case(name: "", specs: [other], world: [scaled(to: 8), other.observed()])
        #expect(changed.check(deletion.saved).moves.map(\.words) == ["what it holds changed"])
    }

    @Test("What was made meanwhile is no move: the rest may be made")
    func done() {
        let before = Case(name: "", specs: [web, quota], world: [])
        let half = Case(name: "", specs: [web, quota], world: [quota.observed()])
        let check = half.check(before.saved)
        #expect(check.moves.isEmpty && check.done == 1)
        let deletion = Case(name: "", specs: [other], world: [web.observed(), other.observed()])
        let gone = Case(name: "", specs: [other], world: [other.observed()])
        #expect(deletion.plan.changes.contains { $0.isPerformable && $0.action == .delete })
        #expect(gone.check(deletion.saved).moves.isEmpty)
    }

    private static let moved: [(Case, Case, String)] = [
        (
            Case(name: "other specs", specs: [web], world: [scaled(to: 9)]),
            Case(name: "other specs", specs: [wider], world: [scaled(to: 9)]),
            "specs: they ask for something else now"
        ),
        (
            Case(name: "more specs", specs: [web], world: [scaled(to: 9)]),
            Case(name: "more specs", specs: [web, quota], world: [scaled(to: 9)]),
            "specs: they ask for it now"
        ),
        (
            Case(name: "fewer specs", specs: [web, quota], world: [scaled(to: 9)]),
            Case(name: "fewer specs", specs: [web], world: [scaled(to: 9)]),
            "specs: they do not ask for it any more"
        ),
        (
            Case(name: "another value", specs: [web], world: [scaled(to: 9)]),
            Case(name: "another value", specs: [web], world: [scaled(to: 7)]),
            "world: spec.replicas changed"
        ),
        (
            Case(name: "new drift", specs: [web], world: [scaled(to: 5)]),
            Case(name: "new drift", specs: [web], world: [scaled(to: 9)]),
            "world: it was as the specs say: spec.replicas changed"
        ),
        (
            Case(name: "gone", specs: [web], world: [scaled(to: 9)]),
            Case(name: "gone", specs: [web], world: []), "world: it was there, and is gone"
        ),
        (
            Case(name: "gone though unchanged", specs: [web], world: [scaled(to: 5)]),
            Case(name: "gone though unchanged", specs: [web], world: []), "world: it was there, and is gone"
        ),
        (
            Case(name: "appeared", specs: [web], world: []),
            Case(name: "appeared", specs: [web], world: [scaled(to: 9)]),
            "world: it was not there, and is now"
        ),
        (
            Case(name: "appeared unasked", specs: [other], world: [other.observed()]),
            Case(name: "appeared unasked", specs: [other], world: [other.observed(), scaled(to: 9)]),
            "world: it has appeared, and nothing asks for it"
        ),
        (
            Case(name: "replaced", specs: [web], world: [scaled(to: 9)]),
            Case(name: "replaced", specs: [web], world: [scaled(to: 9, uid: "other")]),
            "world: another object has taken its name"
        ),
        (
            Case(name: "taken", specs: [web], world: []),
            Case(name: "taken", specs: [web], world: [web.observed(fleet: nil)]),
            "world: it cannot be changed now: ownership.unowned"
        ),
        (
            Case(name: "freed", specs: [web], world: [web.observed(fleet: nil)]),
            Case(name: "freed", specs: [web], world: []), "world: it was there, and is gone"
        ),
        (
            Case(name: "residency", specs: [web], world: []),
            Case(
                name: "residency", specs: [web], world: [],
                tenants: ["acme": Sample.terms(residency: ["US"])]),
            "specs: it is blocked now: residency.jurisdiction"
        ),
        (
            Case(
                name: "residency allowed", specs: [web], world: [],
                tenants: ["acme": Sample.terms(residency: ["US"])]),
            Case(name: "residency allowed", specs: [web], world: []),
            "specs: residency.jurisdiction does not block it any more"
        ),
        (
            Case(name: "orphan", specs: [other], world: [scaled(to: 5), other.observed()], tenants: [:]),
            Case(
                name: "orphan", specs: [other], world: [scaled(to: 5), other.observed()],
                tenants: ["acme": Sample.terminated(until: nil)]),
            "specs: it was kept, and would be deleted now"
        ),
    ]

    @Test("What moved is named, with whether the specs or the world moved it", arguments: moved)
    fileprivate func moves(_ before: Case, _ after: Case, _ words: String) throws {
        let saved = try SavedPlan(json: before.saved.json, named: "plan.json")
        let move = try #require(after.check(saved).moves.first)
        #expect("\(move.cause.rawValue): \(move.words)" == words)
    }
}
