import Core
import Testing
import Values

extension ContractCheck {
    static let observing = [
        ContractCheck("what was created is observed with its mark, fingerprint and content") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.create(settings)
            let look = try await bench.look(at: SampleKind.configMap)
            #expect(look.isComplete)
            let seen = try #require(look.objects.first { $0.id == settings.id })
            #expect(
                seen.mark
                    == Mark(
                        fleet: bench.fixture.fleet, tenant: "nordwind", fingerprint: settings.fingerprint))
            #expect(!seen.version.uid.isEmpty && !seen.version.revision.isEmpty)
            #expect(!seen.isTerminating)
            let body = try seen.body.decode()
            #expect(body[at: "data.tier"] == "pro")
            #expect(body[at: "metadata.uid"]?.string == seen.version.uid)
            #expect(body[at: "metadata.resourceVersion"]?.string == seen.version.revision)
            #expect(body[at: "metadata.creationTimestamp"]?.string.flatMap(Timestamp.init(rfc3339:)) != nil)
        },
        ContractCheck("the fields that we state are ours, and no others") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.create(settings)
            let owners = FieldOwner.owners(of: try await bench.body(settings))
            let ours = try #require(owners.first { $0.isOurs })
            #expect(ours.at != nil)
            #expect(
                Set(ours.fields.leaves.map(\.description)) == [
                    "data.tier", "metadata.annotations[\"cadastre.dev/fingerprint\"]",
                    "metadata.labels[\"app.kubernetes.io/managed-by\"]",
                    "metadata.labels[\"cadastre.dev/fleet\"]", "metadata.labels[\"cadastre.dev/tenant\"]",
                ])
        },
        ContractCheck("an object without our mark is only seen when it is asked for, and without a mark") {
            bench in
            let (id, manifest) = bench.unowned("theirs")
            try await bench.fixture.create(id, SampleKind.configMap, manifest)
            #expect(try await !bench.look(at: SampleKind.configMap).objects.contains { $0.id == id })
            let look = try await bench.look(at: SampleKind.configMap, desired: [id])
            let seen = try #require(look.objects.first { $0.id == id })
            #expect(seen.mark == nil)
        },
        ContractCheck("another fleet's object is only seen when it is asked for, and with that fleet's mark")
        {
            bench in
            let other = bench.desired(SampleKind.configMap, "settings", fleet: "somebody-else")
            try await bench.create(other)
            #expect(try await !bench.look(at: SampleKind.configMap).objects.contains { $0.id == other.id })
            let look = try await bench.look(at: SampleKind.configMap, desired: [other.id])
            #expect(look.objects.first { $0.id == other.id }?.mark?.fleet == "somebody-else")
        },
        ContractCheck("an object that is asked for and marked as ours is seen once") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings")
            try await bench.create(settings)
            let look = try await bench.look(at: SampleKind.configMap, desired: [settings.id])
            #expect(look.objects.filter { $0.id == settings.id }.count == 1)
        },
        ContractCheck("what is asked for and does not exist is not in a complete look") { bench in
            let look = try await bench.look(
                at: SampleKind.configMap, desired: [bench.id(SampleKind.configMap, "nothing")])
            #expect(look.isComplete)
            #expect(look.objects.isEmpty)
        },
        ContractCheck("all objects of a kind are seen, also when they are more than a page holds") { bench in
            let objects = (0..<700).map { bench.desired(SampleKind.configMap, "settings-\($0)") }
            try await withThrowingTaskGroup { group in
                for share in 0..<8 {
                    group.addTask {
                        for place in stride(from: share, to: objects.count, by: 8) {
                            try await bench.create(objects[place])
                        }
                    }
                }
                try await group.waitForAll()
            }
            let look = try await bench.look(at: SampleKind.configMap)
            #expect(look.isComplete)
            #expect(Set(look.objects.map(\.id)) == Set(objects.map(\.id)))
            #expect(look.objects.count == objects.count)
        },
        ContractCheck("a kind that the world does not know is not served") { bench in
            guard case .notServed = try await bench.look(at: SampleKind.unserved).outcome else {
                Issue.record("the look does not say so")
                return
            }
        },
        ContractCheck("a kind that was not asked for is not looked at") { bench in
            let observation = try await bench.fixture.provider.observe(
                ObservationRequest(fleet: bench.fixture.fleet, kinds: [SampleKind.configMap], desired: []))
            #expect(observation.looks.keys.sorted() == ["ConfigMap"])
        },
    ]
}

extension Bench {
    /// A ConfigMap of somebody who knows nothing of fleets.
    func unowned(_ name: String) -> (ObjectID, Value) {
        let id = id(SampleKind.configMap, name)
        return (
            id,
            [
                "apiVersion": "v1", "kind": "ConfigMap",
                "metadata": ["name": .string(name), "namespace": .string(id.namespace)],
                "data": ["whose": "theirs"],
            ]
        )
    }
}
