import Core
import Diagnostics
import Testing
import Values

extension ContractCheck {
    static let ignoring = [
        ContractCheck("what others look after is made as it is stated, and is nobody's from then on") {
            bench in
            let made = bench.ignoring()
            try await bench.create(made)
            let body = try await bench.body(made)
            #expect(body[at: image] == "example.org/app:1")
            #expect(body[at: note] == "ours")
            for path in [image, note] {
                #expect(!FieldOwner.owners(of: body).contains { $0.fields.touches(path) })
            }
        },
        ContractCheck("what others make of it stays when other attributes are applied") { bench in
            try await bench.create(bench.ignoring())
            try await bench.changeIgnored()
            let next = bench.ignoring(replicas: 3)
            try await bench.update(next)
            try await bench.expectTheirs(next, replicas: 3)
            // Also where something is taken back meanwhile.
            try await bench.fixture.change(next.id, next.kind, as: "kubectl", ["spec": ["replicas": 9]])
            try await bench.update(next, takesOwnership: true)
            try await bench.expectTheirs(next, replicas: 3)
        },
        ContractCheck("what others took away stays away") { bench in
            try await bench.create(bench.ignoring())
            try await bench.fixture.change(
                bench.ignoring().id, SampleKind.deployment, as: "cleaner",
                ["metadata": ["annotations": ["example.org/note": .null]]])
            let next = bench.ignoring(replicas: 3)
            try await bench.update(next)
            #expect(try await bench.body(next)[at: note] == nil)
        },
        ContractCheck("what is ignored from now on keeps its value, and is nobody's") { bench in
            let stated = bench.ignoring(isStated: true)
            try await bench.create(stated)
            let ignoring = bench.ignoring()
            try await bench.update(ignoring, handovers: ignoring.left.map(\.handover))
            let body = try await bench.body(ignoring)
            #expect(body[at: image] == "example.org/app:1" && body[at: note] == "ours")
            for path in [image, note] {
                #expect(!FieldOwner.owners(of: body).contains { $0.fields.touches(path) })
            }
            try await bench.changeIgnored()
            try await bench.update(bench.ignoring(replicas: 3))
            try await bench.expectTheirs(ignoring, replicas: 3)
        },
        ContractCheck("what is ignored no longer is stated again without a conflict") { bench in
            try await bench.create(bench.ignoring())
            try await bench.changeIgnored()
            let stated = bench.ignoring(isStated: true)
            try await bench.update(stated, handovers: [image, note].map { Handover($0, .toUs) })
            let body = try await bench.body(stated)
            #expect(body[at: image] == "example.org/app:1" && body[at: note] == "ours")
        },
        ContractCheck("what is made anew inside of an object begins as it is stated, and is nobody's") {
            bench in
            // Without the container that is to have the image.
            let first = bench.ignoring(container: "other")
            try await bench.create(first)
            let next = bench.ignoring()
            let beginning = next.bodyAtFirst[at: image]
            try await bench.update(next, handovers: [Handover(image, .toOthers(beginning: beginning))])
            let body = try await bench.body(next)
            #expect(body[at: image] == "example.org/app:1")
            #expect(!FieldOwner.owners(of: body).contains { $0.fields.touches(image) })
        },
        ContractCheck("a rehearsal of it tells what an apply does") { bench in
            let made = bench.ignoring()
            try await bench.expectAccepted(bench.change(.create, made))
            try await bench.create(made)
            try await bench.changeIgnored()
            let next = bench.ignoring(replicas: 3)
            let seen = try await bench.existing(next).version
            let told = try await bench.expectAccepted(bench.change(.update, next, from: seen))?.decode()
            #expect(told?[at: image] == "example.org/theirs:2" && told?[at: "spec.replicas"] == 3)
        },
    ]
}

private let image: FieldPath = "spec.template.spec.containers[name=app].image"
private let note: FieldPath = #"metadata.annotations["example.org/note"]"#

extension LeftAttribute {
    fileprivate var handover: Handover { Handover(path, .toOthers(beginning: nil)) }
}

extension Bench {
    /// - Parameter isStated: nothing is ignored.
    fileprivate func ignoring(
        replicas: Int64 = 2, container: String = "app", isStated: Bool = false
    ) -> DesiredObject {
        let selector: Value = ["app.kubernetes.io/name": "app"]
        let whole = desired(
            SampleKind.deployment, "app",
            [
                "metadata": ["annotations": ["example.org/note": "ours"]],
                "spec": [
                    "replicas": .int(replicas), "selector": ["matchLabels": selector],
                    "template": [
                        "metadata": ["labels": selector],
                        "spec": [
                            "containers": [
                                [
                                    "name": .string(container), "image": "example.org/app:1",
                                    "env": [["name": "A", "value": "1"]],
                                ]
                            ]
                        ],
                    ],
                ],
            ])
        if isStated { return whole }
        let rule = LeftAttribute.Rule(at: Origin(file: FileID(0), line: 1, column: 1), reason: nil)
        return DesiredObject(
            id: whole.id, kind: whole.kind, owner: whole.owner,
            body: [image, note].reduce(whole.body) { $0.replacing($1, with: nil) },
            bodyAtFirst: whole.body, fingerprint: whole.fingerprint, origins: [], needs: [],
            left: [image, note].map { LeftAttribute($0, by: rule) })
    }

    fileprivate func changeIgnored() async throws {
        let body = try await body(ignoring())
        // A list is only patched as a whole, by whoever does not apply.
        let containers = body.replacing(image, with: "example.org/theirs:2")[
            at: "spec.template.spec.containers"]
        try await fixture.change(
            ignoring().id, SampleKind.deployment, as: "somebody",
            [
                "metadata": ["annotations": ["example.org/note": "theirs"]],
                "spec": ["template": ["spec": ["containers": containers ?? .null]]],
            ])
    }

    fileprivate func expectTheirs(
        _ object: DesiredObject, replicas: Int64, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let body = try await body(object)
        #expect(body[at: image] == "example.org/theirs:2", sourceLocation: sourceLocation)
        #expect(body[at: note] == "theirs", sourceLocation: sourceLocation)
        #expect(body[at: "spec.replicas"] == .int(replicas), sourceLocation: sourceLocation)
        #expect(
            body[at: "spec.template.spec.containers[name=app].env[name=A].value"] == "1",
            sourceLocation: sourceLocation)
    }
}
