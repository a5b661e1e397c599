import Core
import Testing
import Values

extension ContractCheck {
    static let applying = [
        ContractCheck("applying the same again changes nothing, not even the revision") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.create(settings)
            let before = try await bench.existing(settings)
            try await bench.update(settings)
            let after = try await bench.existing(settings)
            #expect(after.version == before.version)
        },
        ContractCheck("a changed field is changed, and the object gets another revision") { bench in
            try await bench.create(
                bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "free"]]))
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            let before = try await bench.existing(settings)
            try await bench.update(settings)
            let after = try await bench.existing(settings)
            #expect(after.version.uid == before.version.uid)
            #expect(after.version.revision != before.version.revision)
            #expect(try after.body.decode()[at: "data.tier"] == "pro")
            #expect(after.mark?.fingerprint == settings.fingerprint)
        },
        ContractCheck("a field that is no longer stated goes") { bench in
            let both: Value = ["data": ["tier": "pro", "region": "eu"]]
            try await bench.create(bench.desired(SampleKind.configMap, "settings", both))
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.update(settings)
            #expect(try await bench.body(settings)[key: "data"] == ["tier": "pro"])
        },
        ContractCheck("elements of associative lists are told apart by their keys") { bench in
            try await bench.create(
                bench.application(environment: [("A", "1"), ("B", "2")], image: "example.org/app:1"))
            let second = bench.application(
                environment: [("C", "3"), ("A", "1")], image: "example.org/app:2")
            try await bench.update(second)
            let containers = try await bench.body(second)[at: "spec.template.spec.containers"]
            #expect(containers?.array?.count == 1)
            #expect(containers?[index: 0]?[key: "image"] == "example.org/app:2")
            let names = containers?[index: 0]?[key: "env"]?.array?.compactMap { $0[key: "name"]?.string }
            #expect(Set(names ?? []) == ["A", "C"])
        },
        ContractCheck("an update refuses an object that has taken the seen one's place") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.create(settings)
            let seen = try await bench.existing(settings).version
            try await bench.fixture.delete(settings.id, settings.kind)
            try await bench.waitUntilGone(settings.id, settings.kind)
            try await bench.create(settings)
            let next = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "free"]])
            try await bench.expectRefusal("apply.moved", bench.change(.update, next, from: seen))
        },
        ContractCheck("an update does not bring back an object that is gone") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings")
            try await bench.create(settings)
            let seen = try await bench.existing(settings).version
            try await bench.fixture.delete(settings.id, settings.kind)
            try await bench.waitUntilGone(settings.id, settings.kind)
            try await bench.expectRefusal("apply.moved", bench.change(.update, settings, from: seen))
        },
        ContractCheck("a replaced object is another one, with the new content") { bench in
            let old = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "free"]])
            try await bench.create(old)
            let before = try await bench.existing(old)
            let new = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.perform(bench.change(.replace, new, from: before.version))
            let after = try await bench.existing(new)
            #expect(after.version.uid != before.version.uid)
            #expect(try after.body.decode()[key: "data"] == ["tier": "pro"])
        },
    ]
}

extension Bench {
    /// A Deployment that asks for no pod, so that a real cluster has nothing to run.
    func application(environment: [(String, String)] = [], image: String = "example.org/app:1")
        -> DesiredObject
    {
        let labels: Value = ["app.kubernetes.io/name": "app"]
        let variables = environment.map { Value.object(["name": .string($0.0), "value": .string($0.1)]) }
        return desired(
            SampleKind.deployment, "app",
            [
                "spec": [
                    "replicas": 0, "selector": ["matchLabels": labels],
                    "template": [
                        "metadata": ["labels": labels],
                        "spec": [
                            "containers": [
                                [
                                    "name": "app", "image": .string(image), "env": .array(variables),
                                    "ports": [["containerPort": 8080, "protocol": "TCP"]],
                                ]
                            ]
                        ],
                    ],
                ]
            ])
    }
}
