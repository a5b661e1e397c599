import Core
import Planning
import Testing
import Values

/// What the world may make later, and what a person says about it.
@Suite("When changes are made") struct TimingTests {
    private static let server = Kind(
        "Server", holdsData: true, selfGrowing: ["spec.size"], deferred: ["spec.class", "spec.version"],
        disruptive: ["spec.version"], following: ["spec.parameters": "spec.version"], window: "spec.window")

    private static func object(_ spec: Fields) -> DesiredObject {
        .sample(server, "db", ["spec": .object(spec)])
    }

    private func plan(
        _ desired: DesiredObject, _ spec: Fields, inEffect: Fields = [:], applied: DesiredObject? = nil,
        now: Bool = false
    ) -> Plan {
        var blueprint = Sample.blueprint([desired])
        blueprint.kinds = [Self.server]
        let there = desired.observed(
            {
                $0["spec"] = .object(spec)
                if !inEffect.isEmpty { $0["status"] = ["inEffect": .object(inEffect)] }
            }, applied: (applied ?? desired).fingerprint)
        let observation = Observation(
            scope: Sample.east, at: Sample.now, looks: ["Server": Look(.complete, objects: [there])])
        var options = PlanningOptions()
        options.appliesNow = now
        return makePlan(blueprint, observed: [observation], options: options)
    }

    @Test("What waits for a window is told with it, and whether the object stops then")
    func window() {
        let desired = Self.object(["class": "b", "window": "sun:03:00-sun:04:00"])
        let before: Fields = ["class": "a", "window": "sun:03:00-sun:04:00"]
        #expect(
            plan(desired, before).changes.map(\.timing) == [.window("sun:03:00-sun:04:00", stops: false)])
        #expect(plan(desired, before, now: true).changes.map(\.timing) == [.now(stops: false)])
        let newer = Self.object(["version": "2"])
        #expect(
            plan(newer, ["version": "1", "window": "mon:01:00-mon:02:00"]).changes.map(\.timing)
                == [.window("mon:01:00-mon:02:00", stops: true)])
        let other = Self.object(["colour": "red"])
        #expect(plan(other, ["colour": "blue"], now: true).changes.map(\.timing) == [nil])
    }

    @Test("What waits is done, unless nothing shall wait; then it is no drift")
    func waiting() {
        let desired = Self.object(["class": "b"])
        let later = plan(desired, ["class": "b"], inEffect: ["class": "a"])
        #expect(!later.hasChanges)
        let now = plan(desired, ["class": "b"], inEffect: ["class": "a"], now: true)
        #expect(
            now.changes.flatMap(\.differences)
                == [Difference(path: "spec.class", before: "a", after: "b", origin: Sample.origin(1))])
        let back = plan(Self.object(["class": "a"]), ["class": "b"], inEffect: ["class": "a"], now: true)
        #expect(back.changes.flatMap(\.differences).map(\.before) == ["b"], "what waits is taken back")
    }

    @Test("What waits with another attribute is not asked for again, and is where the specs have changed")
    func following() {
        let desired = Self.object(["version": "2", "parameters": "two"])
        let there: Fields = ["version": "2", "parameters": "one"]
        #expect(!plan(desired, there, inEffect: ["version": "1"]).hasChanges)
        #expect(plan(desired, there).hasChanges, "nothing waits")
        let changed = Self.object(["version": "2", "parameters": "three"])
        let paths = plan(changed, there, inEffect: ["version": "1"], applied: desired).changes.flatMap(
            \.differences
        ).map(\.path)
        #expect(paths.contains("spec.parameters"))
        #expect(
            plan(desired, there, inEffect: ["version": "1"], now: true).changes.flatMap(\.differences).map(
                \.path) == ["spec.parameters", "spec.version"])
    }
}
