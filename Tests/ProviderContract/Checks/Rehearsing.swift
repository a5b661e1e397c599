import Core
import Testing
import Values

extension ContractCheck {
    static let rehearsing = [
        ContractCheck("a rehearsed create makes nothing") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.expectAccepted(bench.change(.create, settings))
            #expect(try await bench.object(settings.id, settings.kind) == nil)
        },
        ContractCheck("a rehearsed update tells the object as it would be, and leaves it as it is") { bench in
            try await bench.create(
                bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "free"]]))
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            let before = try await bench.existing(settings)
            let told = try await bench.expectAccepted(bench.change(.update, settings, from: before.version))
            #expect(try told?.decode()[at: "data.tier"] == "pro")
            #expect(try await bench.existing(settings).version == before.version)
        },
        ContractCheck("a rehearsed delete deletes nothing") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings")
            try await bench.create(settings)
            let seen = try await bench.existing(settings).version
            try await bench.expectAccepted(bench.change(.delete, settings, from: seen))
            #expect(try await bench.existing(settings).version == seen)
        },
        ContractCheck("a rehearsal refuses what would be refused, in the same words") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.create(settings)
            try await bench.fixture.change(
                settings.id, settings.kind, as: "kubectl-edit", ["data": ["tier": "free"]])
            let update = bench.change(.update, settings, from: try await bench.existing(settings).version)
            guard case .refused(let refusal) = try await bench.fixture.provider.rehearse(update) else {
                Issue.record("it is not refused")
                return
            }
            let problem = await #expect(throws: Problem.self) { try await bench.perform(update) }
            #expect(refusal == problem)
        },
        ContractCheck("of an object that has moved since it was seen, a rehearsal knows nothing") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.create(settings)
            let seen = try await bench.existing(settings).version
            try await bench.fixture.change(
                settings.id, settings.kind, as: "kubectl-edit", ["data": ["tier": "free"]])
            let delete = bench.change(.delete, settings, from: seen)
            guard case .unknown(let problem) = try await bench.fixture.provider.rehearse(delete) else {
                Issue.record("it says that it knows")
                return
            }
            #expect(problem.code == "apply.moved")
        },
        ContractCheck("all that is in a namespace is found, whoever it belongs to") { bench in
            try await bench.create(bench.desired(SampleKind.configMap, "settings"))
            let (theirs, manifest) = bench.unowned("theirs")
            try await bench.fixture.create(theirs, SampleKind.configMap, manifest)
            try await bench.create(bench.application())
            let namespace = bench.fixture.namespace
            let found = try await bench.fixture.provider.occupants(of: [namespace])
            guard case .all(let occupants)? = found[namespace] else {
                Issue.record("it was not looked into")
                return
            }
            // What a cluster makes in every namespace is there too, some time.
            #expect(
                Set(occupants.filter { !$0.isDerived }.map(\.description)) == [
                    "ConfigMap settings", "ConfigMap theirs", "Deployment.apps app",
                ])
        },
    ]
}

extension Bench {
    /// - Returns: the object as it would be.
    @discardableResult
    func expectAccepted(
        _ change: Change, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> JSONText? {
        switch try await fixture.provider.rehearse(change) {
        case .accepted(let body): return body
        case .refused(let problem), .unknown(let problem):
            Issue.record("\(problem)", sourceLocation: sourceLocation)
            return nil
        }
    }
}
