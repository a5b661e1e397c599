import Core
import Planning
import Testing
import Threads
import Values

@testable import Kubernetes

/// No missed difference and no false one, for every attribute of every kind that a blueprint states: what is not in
/// here is made from the example fleet.
@Suite struct DriftTableTests {
    /// What an API server does not let anybody change, and what that means for a change of the specs.
    private enum Refusal {
        /// The object has to be made anew.
        case immutable
        /// Only together with another attribute, which a change of the specs does.
        case notAlone
    }

    private static let refused: [String: Refusal] = [
        "Deployment spec.selector.matchLabels[\"app.kubernetes.io/name\"]": .immutable,
        "Deployment spec.template.metadata.labels[\"app.kubernetes.io/name\"]": .notAlone,
        "Deployment spec.strategy.type": .notAlone,
        "Deployment spec.template.spec.containers[app].volumeMounts[/tmp].name": .notAlone,
        "Deployment spec.template.spec.containers[app].volumeMounts[/etc/tenant].name": .notAlone,
        "Deployment spec.template.spec.volumes[scratch].name": .notAlone,
        "Deployment spec.template.spec.volumes[settings].name": .notAlone,
        "Deployment spec.template.spec.volumes[assets].name": .notAlone,
        "Deployment spec.template.spec.containers[app].volumeMounts[/var/lib/assets].name": .notAlone,
        "PersistentVolumeClaim spec.accessModes[0]": .immutable,
        "PersistentVolumeClaim spec.storageClassName": .immutable,
        "PersistentVolumeClaim spec.resources.requests.storage": .immutable,
        "PriorityClass value": .immutable,
        "HorizontalPodAutoscaler spec.metrics[0].type": .notAlone,
        "LimitRange spec.limits[0].type": .notAlone, "RoleBinding subjects[0].apiGroup": .notAlone,
        "RoleBinding subjects[1].apiGroup": .notAlone,
        "RoleBinding roleRef.apiGroup": .immutable, "RoleBinding roleRef.kind": .immutable,
        "RoleBinding roleRef.name": .immutable,
    ]

    /// Changing these says that the object is not the fleet's: `ownership.unowned`, and not drift.
    private static let marks = [Mark.managedByLabel, Mark.fleetLabel].map {
        FieldPath([.key("metadata"), .key("labels"), .key($0)])
    }

    private struct Case: Sendable {
        let id: ObjectID
        let model: DesiredObject
        let leaf: LeafAttribute
        let other: Value

        var name: String { "\(id.kind) \(leaf.path)" }
    }

    @Test("Whoever changes an attribute, by whatever way, the plan shows that one, and by whom")
    func everyAttribute() async throws {
        var world = try await CopiedFleet()
        #expect(Set(world.models.map(\.model.kind)) == Set(world.blueprint.kinds))
        var cases: [Case] = []
        for (model, leaf) in world.models
        where !Self.marks.contains(leaf.path) && !model.kind.hides(leaf.path) {
            guard let other = leaf.otherValue else { continue }
            let copy = try world.add(model)
            // Of the copy: a mark says another thing of each object.
            let own = LeafAttribute(
                path: leaf.path, value: copy.body[at: leaf.path] ?? leaf.value, rule: leaf.rule,
                keyedElement: leaf.keyedElement)
            cases.append(Case(id: copy.id, model: model, leaf: own, other: other))
        }
        do {
            try await run(cases, in: world)
        } catch {
            try await world.cleanUp()
            throw error
        }
        try await world.cleanUp()
    }

    private func run(_ cases: [Case], in world: CopiedFleet) async throws {
        try await world.apply()
        try await world.expectPeace("after the first apply")
        var refused: Set<String> = []
        for way in Meddler.Way.allCases {
            // To apply another key is to add another element, which is nobody's business.
            let cases = cases.filter { way != .forcedApply || $0.leaf.keyedElement == nil }
            let results = try await concurrently(cases, atMost: 16) { item -> (Case, Problem?) in
                do {
                    try await world.meddler.set(item.leaf.path, to: item.other, of: item.id, by: way)
                    return (item, nil)
                } catch let problem as Problem {
                    return (item, problem)
                }
            }
            let plan = try await world.plan()
            let changes = Dictionary(uniqueKeysWithValues: plan.changes.map { ($0.id, $0) })
            for (item, problem) in results {
                if let problem {
                    refused.insert(item.name)
                    #expect(Self.refused[item.name] != nil, "\(item.name), \(way): \(problem.detail)")
                    #expect(changes[item.id] == nil, "\(item.name) was refused")
                } else {
                    expectDrift(item, changes[item.id], by: way)
                }
            }
            #expect(plan.changes.count == results.count { $0.1 == nil })
            #expect(plan.findings.isEmpty)
            if way == .put {
                // Who changes it back has healed it, whoever owns it now.
                _ = try await concurrently(results.filter { $0.1 == nil }.map(\.0), atMost: 16) { item in
                    try await world.meddler.put(
                        try restored(item, try await world.meddler.body(of: item.id)), as: "healer", item.id)
                }
                try await world.expectPeace("after \(way) was taken back by somebody else")
            } else {
                try await world.apply()
                try await world.expectPeace("after \(way) was taken back by us")
            }
        }
        #expect(refused == Set(Self.refused.keys))
        try await expectReplacement(cases, in: world)
    }

    private func restored(_ item: Case, _ live: Value) throws -> Value {
        guard let element = item.leaf.keyedElement, let selectors = element.elements.last,
            case .item(let keys) = selectors
        else { return try live.setting(item.leaf.value, at: item.leaf.path) }
        // Its key is what was changed.
        let changed = keys.map { key in
            item.leaf.path.elements.last == .key(key.name) ? FieldPath.Selector(key.name, item.other) : key
        }
        let path = FieldPath(item.leaf.path.elements.dropLast(2)).appending(.item(changed))
        guard case .key(let name)? = item.leaf.path.elements.last else { return live }
        return try live.setting(item.leaf.value, at: path.appending(.key(name)))
    }

    private func expectDrift(_ item: Case, _ change: Change?, by way: Meddler.Way) {
        guard let change else {
            Issue.record("\(item.name), \(way): not seen")
            return
        }
        #expect(change.action == .update && change.reason == .drift, "\(item.name), \(way)")
        let expected = item.leaf.keyedElement ?? item.leaf.path
        let isEmpty = item.leaf.value.fields?.isEmpty == true
        let paths = change.differences.map(\.path)
        #expect(
            paths == [expected] || isEmpty && paths.count == 1 && paths[0].hasPrefix(expected),
            "\(item.name), \(way): \(paths)")
        // Who only takes a field away may leave no trace: servers leave out `false`.
        let isGone = change.differences.first?.before == nil && item.leaf.keyedElement == nil
        let managers = change.differences.map(\.drift?.manager)
        #expect(managers == [way.rawValue] || isGone && managers == [nil], "\(item.name), \(way)")
        if isGone {
            #expect(item.other == false, "\(item.name), \(way)")
        } else if item.leaf.keyedElement == nil, !isEmpty, item.leaf.rule != .quantity {
            #expect(change.differences.map(\.before) == [item.other], "\(item.name), \(way)")
        }
    }

    /// Where the specs ask for another value of what cannot be changed, the object is replaced.
    private func expectReplacement(_ cases: [Case], in world: CopiedFleet) async throws {
        var world = world
        let immutable = cases.filter { item in
            if case .immutable? = Self.refused[item.name] { true } else { false }
        }
        for item in immutable {
            let asked = try world.copy(item.model, as: item.id, changing: (item.leaf.path, item.other))
            world.replace(asked)
        }
        let plan = try await world.plan()
        #expect(Set(plan.changes.map(\.id)) == Set(immutable.map(\.id)))
        #expect(plan.changes.allSatisfy { $0.action == .replace })
    }
}
