import Core
import Testing
import Values

extension ContractCheck {
    static let handingOver = [
        ContractCheck("a field that is left to others keeps its value, and is nobody's") { bench in
            try await bench.create(bench.scaled(to: 5))
            let left = bench.scaled(to: nil)
            try await bench.update(left, handovers: [Handover(replicas, .toOthers(beginning: nil))])
            let body = try await bench.body(left)
            #expect(body[at: replicas] == 5)
            #expect(!FieldOwner.owners(of: body).contains { $0.fields.touches(replicas) })
            // What it keeps does not depend on anything more being done.
            try await bench.update(left)
            #expect(try await bench.body(left)[at: replicas] == 5)
            try await bench.fixture.change(left.id, left.kind, as: "autoscaler", ["spec": ["replicas": 8]])
            try await bench.update(left)
            #expect(try await bench.body(left)[at: replicas] == 8)
        },
        ContractCheck("a field of which there is too little is raised before it is left to others") { bench in
            try await bench.create(bench.scaled(to: 0))
            let left = bench.scaled(to: nil)
            try await bench.update(left, handovers: [Handover(replicas, .toOthers(beginning: 2))])
            let body = try await bench.body(left)
            #expect(body[at: replicas] == 2)
            #expect(!FieldOwner.owners(of: body).contains { $0.fields.touches(replicas) })
        },
        ContractCheck("handing over twice is handing over once") { bench in
            try await bench.create(bench.scaled(to: 5))
            let left = bench.scaled(to: nil)
            let handovers = [Handover(replicas, .toOthers(beginning: nil))]
            try await bench.update(left, handovers: handovers)
            let before = try await bench.existing(left)
            try await bench.update(left, handovers: handovers)
            #expect(try await bench.existing(left).version == before.version)
        },
        ContractCheck("a field that was left to others is stated again without a conflict, then and later") {
            bench in
            for theirs in [8, 5] {
                let left = bench.scaled(to: nil, name: "app-\(theirs)")
                try await bench.create(left)
                // Theirs by applying and by updating: an autoscaler, and somebody who helps it.
                let patch: Value = ["spec": ["replicas": .int(Int64(theirs))]]
                try await bench.fixture.change(left.id, left.kind, as: "autoscaler", patch)
                let stated = bench.scaled(to: 5, name: "app-\(theirs)")
                try await bench.update(stated, handovers: [Handover(replicas, .toUs)])
                let body = try await bench.body(stated)
                #expect(body[at: replicas] == 5)
                let holders = FieldOwner.owners(of: body).filter { $0.fields.touches(replicas) }
                #expect(holders.map(\.manager) == [FieldOwner.ours])
                let later = bench.scaled(to: 6, name: "app-\(theirs)")
                try await bench.update(later)
                #expect(try await bench.body(later)[at: replicas] == 6)
            }
        },
        ContractCheck("other fields and their owners are not touched by a change of hands") { bench in
            let first = bench.scaled(to: 5)
            try await bench.create(first)
            try await bench.fixture.change(
                first.id, first.kind, as: "billing", ["metadata": ["labels": ["billing/plan": "gold"]]])
            let left = bench.scaled(to: nil)
            try await bench.update(left, handovers: [Handover(replicas, .toOthers(beginning: nil))])
            let owners = FieldOwner.owners(of: try await bench.body(left))
            let label = FieldPath([.key("metadata"), .key("labels"), .key("billing/plan")])
            #expect(owners.filter { $0.fields.touches(label) }.map(\.manager) == ["billing"])
            #expect(owners.contains { $0.isOurs && $0.fields.touches("spec.template.spec.containers") })
        },
        ContractCheck("a field changes hands together with others being taken back") { bench in
            let first = bench.scaled(to: 5)
            try await bench.create(first)
            try await bench.fixture.change(
                first.id, first.kind, as: "kubectl-edit",
                ["spec": ["template": ["metadata": ["labels": ["app.kubernetes.io/part-of": "theirs"]]]]])
            let left = bench.scaled(to: nil, labels: ["app.kubernetes.io/part-of": "ours"])
            try await bench.update(
                left, takesOwnership: true, handovers: [Handover(replicas, .toOthers(beginning: nil))])
            let body = try await bench.body(left)
            #expect(body[at: replicas] == 5)
            #expect(
                body[at: "spec.template.metadata.labels"]?[key: "app.kubernetes.io/part-of"] == "ours")
        },
    ]
}

private let replicas: FieldPath = "spec.replicas"

extension Bench {
    /// - Parameter count: nil leaves it to others.
    fileprivate func scaled(to count: Int64?, name: String = "app", labels: Value = [:]) -> DesiredObject {
        let selector: Value = ["app.kubernetes.io/name": .string(name)]
        var spec: Fields = [
            "selector": ["matchLabels": selector],
            "template": [
                "metadata": ["labels": selector.merging(labels)],
                "spec": ["containers": [["name": "app", "image": "example.org/app:1"]]],
            ],
        ]
        if let count { spec["replicas"] = .int(count) }
        return desired(SampleKind.deployment, name, ["spec": .object(spec)])
    }
}
