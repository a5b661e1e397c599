import Core
import Diagnostics
import Testing
import Values

@Suite("Blueprints")
struct BlueprintTests {
    @Test(
        "A budget allows its share rounded up, at least one where there are several, and never all",
        arguments: [
            (DeletionBudget.percent(10), 0, 0), (.percent(10), 1, 0), (.percent(10), 2, 1),
            (.percent(10), 3, 1),
            (.percent(10), 10, 1), (.percent(10), 11, 2), (.percent(10), 100, 10), (.percent(10), 101, 11),
            (.percent(0), 100, 0), (.percent(100), 1, 0), (.percent(100), 2, 1), (.percent(100), 100, 99),
            (.percent(99), 50, 49), (.count(0), 10, 0), (.count(3), 10, 3), (.count(3), 3, 2),
            (.count(3), 1, 0),
            (.count(3), 0, 0), (.count(-1), 10, 0), (.count(.max), 10, 9),
        ])
    func allowance(_ budget: DeletionBudget, _ observed: Int, _ allowance: Int) {
        #expect(budget.allowance(of: observed) == allowance)
    }

    @Test(
        "An attribute comes from the most specific place that asked for it, in whatever order places are named",
        arguments: [
            ("spec.hard[\"limits.cpu\"]", 4), ("spec.hard.pods", 3), ("spec.other", 2), ("spec", 2),
            ("metadata", 1),
            ("", 1), ("specs", 1), ("spec.hard[\"limits.cpu\"].x", 4),
        ])
    func origin(_ path: String, _ line: UInt32) throws {
        func asked(_ path: FieldPath, _ line: Int) -> AttributeOrigin {
            AttributeOrigin(path, Origin(file: FileID(0), line: line, column: 1))
        }
        let places = [
            asked("", 1), asked("spec", 2), asked("spec.hard", 3), asked("spec.hard[\"limits.cpu\"]", 4),
        ]
        for origins in [places, places.reversed()] {
            let id = ObjectID(Scope(.kubernetes, "east"), "ResourceQuota", namespace: "a", name: "quota")
            let object = DesiredObject(
                id: id, kind: Kind("ResourceQuota"), owner: .region("east"), body: [:], fingerprint: "",
                origins: origins, needs: [])
            #expect(try object.origin(of: FieldPath(parsing: path))?.line == line)
        }
    }
}
