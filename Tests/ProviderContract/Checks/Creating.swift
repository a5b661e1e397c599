import Core
import Testing
import Values

extension ContractCheck {
    static let creating = [
        ContractCheck("a create does not touch an unowned object of that name") { bench in
            let (id, manifest) = bench.unowned("settings")
            try await bench.fixture.create(id, SampleKind.configMap, manifest)
            let desired = bench.desired(SampleKind.configMap, "settings", ["data": ["whose": "ours"]])
            try await bench.expectRefusal("apply.exists", bench.change(.create, desired))
        },
        ContractCheck("a create does not touch an object of ours that is there already") { bench in
            try await bench.create(
                bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]]))
            let other = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "free"]])
            try await bench.expectRefusal("apply.exists", bench.change(.create, other))
        },
        ContractCheck("nothing is created in a namespace that does not exist") { bench in
            let id = ObjectID(bench.scope, "ConfigMap", namespace: "\(bench.fixture.namespace)-x", name: "a")
            let model = bench.desired(SampleKind.configMap, "a")
            let body = model.body.merging(["metadata": ["namespace": .string(id.namespace)]])
            let desired = DesiredObject(
                id: id, kind: model.kind, owner: model.owner, body: body, fingerprint: model.fingerprint,
                origins: [], needs: [])
            try await bench.expectRefusal("kubernetes.not-found", bench.change(.create, desired))
        },
        ContractCheck("an object that is created again is another one") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings")
            try await bench.create(settings)
            let first = try await bench.existing(settings)
            try await bench.perform(bench.change(.delete, settings, from: first.version))
            try await bench.waitUntilGone(settings.id, settings.kind)
            try await bench.create(settings)
            let second = try await bench.existing(settings)
            #expect(first.version.uid != second.version.uid)
        },
    ]
}
