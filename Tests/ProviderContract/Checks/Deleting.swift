import Core
import Testing
import Values

extension ContractCheck {
    static let deleting = [
        ContractCheck("what is deleted goes, and is not observed any more") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings")
            try await bench.create(settings)
            let seen = try await bench.existing(settings).version
            try await bench.perform(bench.change(.delete, settings, from: seen))
            try await bench.waitUntilGone(settings.id, settings.kind)
            #expect(try await bench.look(at: settings.kind, desired: [settings.id]).objects.isEmpty)
        },
        ContractCheck("to delete twice is to delete once") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings")
            try await bench.create(settings)
            let seen = try await bench.existing(settings).version
            try await bench.perform(bench.change(.delete, settings, from: seen))
            try await bench.perform(bench.change(.delete, settings, from: seen))
            try await bench.waitUntilGone(settings.id, settings.kind)
        },
        ContractCheck("a delete refuses an object that moved since it was seen") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.create(settings)
            let seen = try await bench.existing(settings).version
            try await bench.fixture.change(
                settings.id, settings.kind, as: "kubectl-edit", ["data": ["tier": "free"]])
            try await bench.expectRefusal("apply.moved", bench.change(.delete, settings, from: seen))
        },
        ContractCheck("a delete refuses an object that has taken the seen one's place") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings")
            try await bench.create(settings)
            let seen = try await bench.existing(settings).version
            try await bench.fixture.delete(settings.id, settings.kind)
            try await bench.waitUntilGone(settings.id, settings.kind)
            try await bench.create(settings)
            try await bench.expectRefusal("apply.moved", bench.change(.delete, settings, from: seen))
        },
        ContractCheck("nothing goes whose namespace was protected since it was seen") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings", ["data": ["tier": "pro"]])
            try await bench.create(settings)
            let seen = try await bench.existing(settings).version
            try await bench.protect(bench.namespaceID, SampleKind.namespace)
            for action in [Action.delete, .replace] {
                let problem = try await bench.expectRefusal(
                    "safety.protected", bench.change(action, settings, from: seen))
                #expect(problem?.detail.contains("its Namespace \(bench.fixture.namespace) bears") == true)
                #expect(problem?.help?.contains("kubectl annotate namespace") == true)
            }
        },
        ContractCheck("no namespace goes in which anything was protected since it was seen") { bench in
            let (theirs, manifest) = bench.unowned("theirs")
            try await bench.fixture.create(theirs, SampleKind.configMap, manifest)
            let namespace = bench.desired(SampleKind.namespace, bench.fixture.namespace)
            let seen = try await bench.existing(namespace).version
            try await bench.protect(theirs, SampleKind.configMap)
            let problem = try await bench.expectRefusal(
                "safety.protected", bench.change(.delete, namespace, from: seen))
            #expect(problem?.detail.contains("what is in it, the ConfigMap") == true)
            #expect(try await bench.object(theirs, SampleKind.configMap) != nil)
        },
        ContractCheck("a namespace takes with it all that is in it") { bench in
            let settings = bench.desired(SampleKind.configMap, "settings")
            try await bench.create(settings)
            let (theirs, manifest) = bench.unowned("theirs")
            try await bench.fixture.create(theirs, SampleKind.configMap, manifest)
            let namespace = bench.desired(SampleKind.namespace, bench.fixture.namespace)
            let seen = try await bench.existing(namespace).version
            try await bench.perform(bench.change(.delete, namespace, from: seen))
            try await bench.waitUntilGone(settings.id, settings.kind)
            try await bench.waitUntilGone(theirs, SampleKind.configMap)
            try await bench.waitUntilGone(namespace.id, namespace.kind)
        },
    ]
}

extension Bench {
    fileprivate func protect(_ id: ObjectID, _ kind: Kind) async throws {
        try await fixture.change(
            id, kind, as: "lawyer", ["metadata": ["annotations": [Mark.protectionAnnotation: "true"]]])
    }
}
