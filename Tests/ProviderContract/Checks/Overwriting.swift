import Core
import Testing
import Values

/// What an update may meet that was not there when it was planned.
extension ContractCheck {
    static let overwriting = [
        ContractCheck("what another run of ours has applied since the plan is not overwritten") { bench in
            let path: FieldPath = "data.tier"
            for takesOwnership in [false, true] {
                let name = "settings-\(takesOwnership)"
                let first = bench.desired(SampleKind.configMap, name, ["data": ["tier": "free"]])
                try await bench.create(first)
                let seen = try await bench.existing(first)
                try await bench.update(
                    bench.desired(SampleKind.configMap, name, ["data": ["tier": "enterprise"]]))
                let next = bench.desired(SampleKind.configMap, name, ["data": ["tier": "pro"]])
                let late = bench.change(
                    .update, next, seen: seen, of: [path], takesOwnership: takesOwnership)
                let problem = try await bench.expectRefusal("apply.moved", late)
                #expect(problem?.detail.contains("another run") == true)
            }
        },
        ContractCheck("what another run of ours has added since the plan is not taken away") { bench in
            let first = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "free"]])
            try await bench.create(first)
            let seen = try await bench.existing(first)
            try await bench.update(
                bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "free", "locale": "de"]]))
            let next = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.expectRefusal(
                "apply.moved", bench.change(.update, next, seen: seen, of: ["data.tier"]))
        },
        ContractCheck("an update that was made already is made, and writes nothing") { bench in
            let first = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "free"]])
            try await bench.create(first)
            let next = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            let update = bench.change(
                .update, next, seen: try await bench.existing(first), of: ["data.tier"])
            try await bench.perform(update)
            let made = try await bench.existing(next)
            try await bench.perform(update)
            #expect(try await bench.existing(next).version == made.version)
        },
        ContractCheck("a field that others have taken over at its old value is not taken from them unshown") {
            bench in
            let first = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "free"]])
            try await bench.create(first)
            let seen = try await bench.existing(first)
            for tier in ["gold", "free"] {
                try await bench.fixture.change(
                    first.id, first.kind, as: "billing", ["data": ["tier": .string(tier)]])
            }
            let next = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            let taking = bench.change(.update, next, seen: seen, of: ["data.tier"], takesOwnership: true)
            let problem = try await bench.expectRefusal("apply.moved", taking)
            #expect(problem?.detail.contains("billing has taken over") == true)
        },
        ContractCheck("a change that takes ownership does not mind that others moved other fields") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.create(settings)
            try await bench.fixture.change(
                settings.id, settings.kind, as: "kubectl-edit", ["data": ["tier": "free"]])
            let seen = try await bench.existing(settings)
            try await bench.fixture.change(
                settings.id, settings.kind, as: "billing", ["data": ["invoice": "monthly"]])
            try await bench.perform(
                bench.change(.update, settings, seen: seen, of: ["data.tier"], takesOwnership: true))
            #expect(try await bench.body(settings)[key: "data"] == ["tier": "pro", "invoice": "monthly"])
        },
    ]
}
