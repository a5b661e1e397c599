import Core
import Diagnostics
import Planning
import Testing

/// Where nobody could look for copies of data, there may be some.
@Suite("A look for copies")
struct CopySearchTests {
    private static let cloud = Scope(.aws, "west")
    private static let problem = Problem("aws.access-denied", "AWS does not allow it")

    private static func blueprint() -> Blueprint {
        var blueprint = Sample.blueprint([])
        blueprint.places[cloud] = Place(jurisdiction: "US", origin: Sample.origin(2))
        return blueprint
    }

    private static func observation(_ look: Look.Outcome?) -> Observation {
        var observation = Observation(scope: cloud, at: Sample.now)
        observation.copiesLook = look
        return observation
    }

    @Test("Of a region in AWS an audit is whole only once it was made")
    func audit() {
        let blueprint = Self.blueprint()
        #expect(auditResidency(blueprint, observed: [Self.observation(.complete)]).isWhole)
        #expect(auditResidency(blueprint, observed: [Self.observation(nil)]).unsearched == ["west"])
        #expect(auditResidency(blueprint, observed: []).unsearched == ["west"])
        let failed = auditResidency(blueprint, observed: [Self.observation(.failed(Self.problem))])
        #expect(failed.unsearched == ["west"] && !failed.isWhole && failed.isLawful)
    }

    @Test("What kept it from being made is told, and once where a kind failed for the same reason")
    func told() {
        var observation = Self.observation(.failed(Self.problem))
        let plan = makePlan(Self.blueprint(), observed: [observation])
        #expect(
            plan.findings.map(\.diagnostic.summary)
                == ["west: copies of data could not be looked for: AWS does not allow it"])
        observation.looks["Claim"] = Look(.failed(Self.problem))
        let both = makePlan(Self.blueprint(), observed: [observation])
        #expect(both.findings.map(\.diagnostic.severity) == [.error])
    }

    @Test("A copy where no Region of the specs is may be nowhere")
    func unknownPlace() {
        let object = DesiredObject.sample(Sample.claim, "a")
        var observation = Sample.observation(of: [object.observed()])
        observation.copies = [
            DataCopy(ObjectID(Scope(.aws, "moon"), "Bucket", name: "copy"), of: object.id)
        ]
        let plan = makePlan(Sample.blueprint([object]), observed: [observation])
        #expect(
            plan.findings.map(\.diagnostic.summary) == ["data of tenant acme is in no Region of the specs"])
    }
}
