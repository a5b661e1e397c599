import Core
import Testing
import Values

extension ContractCheck {
    static let sharing = [
        ContractCheck("fields and labels that others set stay") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "free"]])
            try await bench.create(settings)
            try await bench.fixture.change(
                settings.id, settings.kind, as: "billing",
                ["metadata": ["labels": ["billing/plan": "gold"]], "data": ["invoice": "monthly"]])
            let next = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.update(next)
            let body = try await bench.body(next)
            #expect(body[key: "data"] == ["tier": "pro", "invoice": "monthly"])
            #expect(body[at: "metadata.labels"]?[key: "billing/plan"] == "gold")
            #expect(body[at: "metadata.labels"]?[key: Mark.tenantLabel] == "nordwind")
        },
        ContractCheck("a container that others added stays") { bench in
            let first = bench.application()
            try await bench.create(first)
            let body = try await bench.body(first)
            let ours = try #require(body[at: "spec.template.spec.containers"]?.array)
            let sidecar: Value = ["name": "sidecar", "image": "example.org/sidecar:1"]
            try await bench.fixture.change(
                first.id, first.kind, as: "injector",
                ["spec": ["template": ["spec": ["containers": .array(ours + [sidecar])]]]])
            let second = bench.application(image: "example.org/app:2")
            try await bench.update(second)
            let after = try await bench.body(second)
            #expect(
                after[at: "spec.template.spec.containers[name=sidecar].image"] == "example.org/sidecar:1")
            #expect(after[at: "spec.template.spec.containers[name=app].image"] == "example.org/app:2")
        },
        ContractCheck("who changes a field behind our back is named as its owner") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.create(settings)
            try await bench.fixture.change(
                settings.id, settings.kind, as: "kubectl-edit", ["data": ["tier": "free"]])
            let owners = FieldOwner.owners(of: try await bench.body(settings))
            let holders = owners.filter { $0.fields.touches("data.tier") }
            #expect(holders.map(\.manager) == ["kubectl-edit"])
            #expect(holders.first?.operation == .update)
            #expect(holders.first?.at != nil)
        },
        ContractCheck("a field that somebody else changed is a conflict, and is left alone") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.create(settings)
            try await bench.fixture.change(
                settings.id, settings.kind, as: "kubectl-edit", ["data": ["tier": "free"]])
            let seen = try await bench.existing(settings).version
            try await bench.expectRefusal("ownership.conflict", bench.change(.update, settings, from: seen))
            let problem = await #expect(throws: Problem.self) { try await bench.update(settings) }
            let text = "\(problem?.summary ?? "") \(problem?.detail ?? "")"
            #expect(text.contains("kubectl-edit"))
            #expect(text.contains("data.tier"))
        },
        ContractCheck("a change that takes ownership takes the field back") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.create(settings)
            try await bench.fixture.change(
                settings.id, settings.kind, as: "kubectl-edit", ["data": ["tier": "free", "note": "x"]])
            try await bench.update(settings, takesOwnership: true)
            let body = try await bench.body(settings)
            #expect(body[key: "data"] == ["tier": "pro", "note": "x"])
            let holders = FieldOwner.owners(of: body).filter { $0.fields.touches("data.tier") }
            #expect(holders.map(\.manager) == [FieldOwner.ours])
        },
        ContractCheck("a change that takes ownership refuses an object that moved since it was seen") {
            bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.create(settings)
            let seen = try await bench.existing(settings).version
            try await bench.fixture.change(
                settings.id, settings.kind, as: "kubectl-edit", ["data": ["tier": "free"]])
            try await bench.expectRefusal(
                "apply.moved", bench.change(.update, settings, from: seen, takesOwnership: true))
        },
        ContractCheck("a change without ownership does not mind that others moved other fields") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "free"]])
            try await bench.create(settings)
            let seen = try await bench.existing(settings)
            try await bench.fixture.change(
                settings.id, settings.kind, as: "billing", ["data": ["invoice": "monthly"]])
            let next = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.perform(bench.change(.update, next, seen: seen, of: ["data.tier"]))
            #expect(try await bench.body(next)[key: "data"] == ["tier": "pro", "invoice": "monthly"])
        },
        ContractCheck("a field that somebody else took away comes back without a conflict") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.create(settings)
            try await bench.fixture.change(
                settings.id, settings.kind, as: "kubectl-edit", ["data": ["tier": .null, "note": "x"]])
            try await bench.update(settings)
            #expect(try await bench.body(settings)[key: "data"] == ["tier": "pro", "note": "x"])
        },
        ContractCheck("a field of ours that others took over stays when we no longer state it") { bench in
            let both: Value = ["data": ["tier": "pro", "region": "eu"]]
            let settings = bench.desired(SampleKind.configMap, "settings", both)
            try await bench.create(settings)
            try await bench.fixture.change(
                settings.id, settings.kind, as: "kubectl-edit", ["data": ["region": "us"]])
            let next = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.update(next)
            #expect(try await bench.body(next)[key: "data"] == ["tier": "pro", "region": "us"])
        },
    ]
}
