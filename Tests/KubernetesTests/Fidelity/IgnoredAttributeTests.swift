import Blueprints
import Core
import Diagnostics
import Planning
import Testing
import Values

@testable import Kubernetes

/// What ignore rules leave to others is theirs on the real server, by whatever way they change it.
@Suite struct IgnoredAttributeTests {
    private static let image: FieldPath = "spec.template.spec.containers[name=app].image"

    /// Its `path` is ignored.
    private func ignoring(_ object: DesiredObject, _ path: FieldPath) throws -> DesiredObject {
        let rule = LeftAttribute.Rule(at: Origin(file: FileID(0), line: 1, column: 1), reason: nil)
        let left = [LeftAttribute(path, by: rule)]
        let whole = try object.body.removing(Mark.fingerprintPath).setting(
            .string(Mark.leftText(left)), at: Mark.leftPath)
        let body = whole.replacing(path, with: nil)
        let fingerprint = Mark.fingerprint(of: body, object.kind.comparison)
        return DesiredObject(
            id: object.id, kind: object.kind, owner: object.owner,
            body: try body.setting(.string(fingerprint), at: Mark.fingerprintPath),
            bodyAtFirst: try whole.setting(.string(fingerprint), at: Mark.fingerprintPath),
            fingerprint: fingerprint, origins: [], needs: object.needs, left: left)
    }

    /// The same, asking for another value elsewhere.
    private func changed(_ object: DesiredObject, _ path: FieldPath, _ value: Value) throws -> DesiredObject {
        func changed(_ body: Value) throws -> Value {
            try body.setting(value, at: path).removing(Mark.fingerprintPath)
        }
        let body = try changed(object.body)
        let fingerprint = Mark.fingerprint(of: body, object.kind.comparison)
        return DesiredObject(
            id: object.id, kind: object.kind, owner: object.owner,
            body: try body.setting(.string(fingerprint), at: Mark.fingerprintPath),
            bodyAtFirst: try changed(object.bodyAtFirst).setting(
                .string(fingerprint), at: Mark.fingerprintPath),
            fingerprint: fingerprint, origins: [], needs: object.needs, left: object.left)
    }

    /// Attributes of each form: an element's, a list without keys, a text, a number, a label.
    private static let paths: [(kind: String, path: FieldPath, other: Value)] = [
        ("Deployment", image, "registry.example.com/theirs:v9"), ("Deployment", "spec.replicas", 17),
        ("Deployment", "spec.template.spec.containers[name=app].resources.limits.memory", "33Gi"),
        ("ConfigMap", "data.company", "Theirs Ltd"), ("ResourceQuota", "spec.hard.services", "77"),
        ("Service", "spec.ports[port=80,protocol=TCP].targetPort", "theirs"),
        ("NetworkPolicy", "spec.egress", [["to": [["ipBlock": ["cidr": "198.51.100.0/24"]]]]]),
        ("Namespace", #"metadata.labels["pod-security.kubernetes.io/warn"]"#, "baseline"),
        ("HorizontalPodAutoscaler", "spec.maxReplicas", 99),
    ]

    @Test(
        "Whoever changes what is ignored, by whatever way, is let be, also when another attribute is applied")
    func theirs() async throws {
        var world = try await CopiedFleet()
        var cases: [(object: DesiredObject, path: FieldPath, other: Value, way: Meddler.Way)] = []
        for (kind, path, other) in Self.paths {
            let model = try #require(
                world.models.first { $0.model.kind.name == kind && $0.model.body[at: path] != nil }?.model,
                "\(kind) \(path)")
            for way in Meddler.Way.allCases {
                let object = try ignoring(try world.add(model), path)
                world.replace(object)
                cases.append((object, path, other, way))
            }
        }
        let result: Result<Void, any Error>
        do { result = .success(try await check(cases, in: world)) } catch { result = .failure(error) }
        try await world.cleanUp()
        try result.get()
    }

    @Test(
        "A create that was cut off before it let go of anything is ended by the next one, and takes nothing away"
    )
    func cutOff() async throws {
        var world = try await CopiedFleet()
        let model = try #require(world.models.first { $0.model.kind.name == "Deployment" }?.model)
        let object = try ignoring(try world.add(model), Self.image)
        world.replace(object)
        // As the first of its requests leaves it.
        let begun = DesiredObject(
            id: object.id, kind: object.kind, owner: object.owner, body: object.bodyAtFirst,
            fingerprint: object.fingerprint, origins: [], needs: [])
        let namespaces = world.blueprint.objects.filter { $0.id.kind == "Namespace" }
        for made in namespaces + [begun, object] {
            _ = try await world.provider.perform(
                Change(
                    id: made.id, kind: made.kind, owner: made.owner, action: .create, reason: .missing,
                    desired: made))
        }
        let body = try await world.meddler.body(of: object.id)
        #expect(body[at: Self.image] == object.bodyAtFirst[at: Self.image])
        #expect(!FieldOwner.owners(of: body).contains { $0.fields.touches(Self.image) })
        try await world.expectPeace("after the second create")
        try await world.cleanUp()
    }

    private func check(
        _ cases: [(object: DesiredObject, path: FieldPath, other: Value, way: Meddler.Way)],
        in first: CopiedFleet
    ) async throws {
        var world = first
        try await world.apply()
        for (object, path, _, _) in cases {
            let body = try await world.meddler.body(of: object.id)
            #expect(body[at: path] == object.bodyAtFirst[at: path], "\(object.id) \(path)")
            #expect(!FieldOwner.owners(of: body).contains { $0.isOurs && $0.fields.touches(path) }, "\(path)")
        }
        try await world.expectPeace("after the first apply")
        for (object, path, other, way) in cases {
            try await world.meddler.set(path, to: other, of: object.id, by: way)
        }
        try await world.expectPeace("after others changed what is ignored")

        // A change of another attribute of each.
        for (object, _, _, _) in cases {
            let label = FieldPath([.key("metadata"), .key("labels"), .key("example.org/changed")])
            world.replace(try changed(object, label, "yes"))
        }
        let plan = try await world.plan()
        #expect(plan.changes.count == cases.count && plan.findings.isEmpty)
        #expect(
            plan.changes.allSatisfy {
                $0.differences.map(\.path.description).allSatisfy { $0.contains("changed") }
            })
        try await world.apply()
        for (object, path, other, way) in cases {
            let body = try await world.meddler.body(of: object.id)
            #expect(body[at: path] == other, "\(object.id) \(path) by \(way)")
        }
        try await world.expectPeace("after something else was applied")

        // Without the rules they are ordinary differences, and applied.
        world = first
        for (object, path, other, _) in cases {
            let stated = try #require(object.bodyAtFirst[at: path])
            #expect(stated != other)
            world.replace(try world.copy(unmarked(object), as: object.id))
        }
        let again = try await world.plan()
        #expect(again.findings.isEmpty)
        for (object, path, _, _) in cases {
            let change = again.changes.first { $0.id == object.id }
            #expect(
                change?.differences.contains { $0.path.hasPrefix(path) || path.hasPrefix($0.path) } == true,
                "\(object.id) \(path)")
        }
        try await world.apply()
        try await world.expectPeace("after the rules were removed")
    }

    /// As it would be asked for without a rule.
    private func unmarked(_ object: DesiredObject) throws -> DesiredObject {
        DesiredObject(
            id: object.id, kind: object.kind, owner: object.owner,
            body: try object.bodyAtFirst.removing(Mark.leftPath), fingerprint: "", origins: [], needs: [])
    }
}
