import Core
import Testing
import Values

@testable import Kubernetes

/// What others do to objects of ours without touching what we state, and what means the same, is no difference.
@Suite struct NoDriftTests {
    @Test("Other spellings, other orders and what others add show nothing, and stay")
    func nothing() async throws {
        var world = try await CopiedFleet()
        var seen: Set<String> = []
        var ids: [(ObjectID, Kind, Value)] = []
        // Objects of a kind that state other attributes, once each.
        for (model, _) in world.models where seen.insert(model.id.description).inserted {
            ids.append((try world.add(model).id, model.kind, model.body))
        }
        do {
            try await check(ids, in: world)
        } catch {
            try await world.cleanUp()
            throw error
        }
        try await world.cleanUp()
    }

    private func check(_ objects: [(ObjectID, Kind, Value)], in world: CopiedFleet) async throws {
        try await world.apply()
        try await world.expectPeace("after the first apply")

        for (id, kind, _) in objects {
            let live = try await world.meddler.body(of: id)
            let respelled = try respelled(live, kind.comparison)
            if respelled != live { try await world.meddler.put(respelled, as: "speller", id) }
        }
        try await world.expectPeace("quantities in other spellings")

        for (id, kind, stated) in objects {
            let live = try await world.meddler.body(of: id)
            var lists = keyedLists(of: stated, kind.comparison)
            lists.removeAll { (live[at: $0.path]?.array?.count ?? 0) < 2 }
            var reversed = live
            for list in lists {
                reversed = try reversed.setting(
                    .array((live[at: list.path]?.array ?? []).reversed()), at: list.path)
            }
            if reversed != live { try await world.meddler.put(reversed, as: "sorter", id) }
        }
        try await world.expectPeace("keyed lists in another order")

        for (id, kind, stated) in objects {
            var live = try await world.meddler.body(of: id)
            for list in keyedLists(of: stated, kind.comparison) {
                guard let elements = live[at: list.path]?.array, let first = elements.first else { continue }
                live = try live.setting(.array(elements + [other(than: first, list.keys)]), at: list.path)
            }
            for (path, value) in Self.additions { live = try live.setting(value, at: path) }
            if kind.isNamespaced {
                live = try live.setting(["example.org/guard"], at: "metadata.finalizers")
            }
            try await world.meddler.put(live, as: "injector", id)
            if kind.name == "Deployment" {
                try await world.meddler.patch(
                    ["status": ["replicas": 3, "observedGeneration": 1]], as: "controller", id,
                    subresource: "/status")
            }
        }
        try await world.expectPeace("what others added")
        for (id, kind, _) in objects where kind.isNamespaced {
            try await world.meddler.patch(["metadata": ["finalizers": .null]], as: "injector", id)
        }
    }

    private static let additions: [(FieldPath, Value)] = [
        (#"metadata.annotations["sidecar.example.org/injected"]"#, "true"),
        (#"metadata.labels["cost.example.org/centre"]"#, "4711"),
    ]

    /// Paths of the lists whose elements are told apart by keys, the outer after those inside of them.
    private func keyedLists(of body: Value, _ rule: Comparison) -> [(path: FieldPath, keys: [String])] {
        var result: [(FieldPath, [String])] = []
        func visit(_ value: Value, _ rule: Comparison, _ path: FieldPath) {
            switch (value, rule) {
            case (.object(let members), _):
                for (key, member) in members { visit(member, rule.member(key), path.appending(.key(key))) }
            case (.array(let elements), .keyed(let keys, let elementRule)) where value.isKeyed(by: keys):
                for element in elements {
                    visit(element, elementRule, path.appending(.item(element.selectors(keys))))
                }
                if !elements.isEmpty { result.append((path, keys)) }
            default: break
            }
        }
        visit(body, rule, FieldPath())
        return result
    }

    /// As this element, but for its keys and its name.
    private func other(than element: Value, _ keys: [String]) -> Value {
        var members = element.fields ?? [:]
        for key in Set(keys + ["name"]) {
            switch members[key] {
            case .string(let text) where key == "mountPath": members[key] = .string(text + "-x")
            case .string(let text) where key != "protocol" && key != "whenUnsatisfiable":
                members[key] =
                    key == "name" && members["mountPath"] != nil ? .string(text) : .string("x-" + text)
            case .int(let number): members[key] = .int(number + 1)
            default: break
            }
        }
        return .object(members)
    }

    /// The same quantities, each written in another way.
    private func respelled(_ live: Value, _ rule: Comparison) throws -> Value {
        var result = live
        for leaf in LeafAttribute.all(of: live, rule) where leaf.rule == .quantity {
            guard let text = leaf.value.string else { continue }
            let other: String
            if text.hasSuffix("Gi"), let number = Int(text.dropLast(2)) {
                other = "\(number * 1024 * 1024)Ki"
            } else if text.hasSuffix("m"), let number = Int(text.dropLast()) {
                other = "\(Double(number) / 1000)"
            } else if let number = Int(text) {
                other = number % 2 == 0 ? "\(number)000m" : "\(Double(number) / 1000)k"
            } else {
                continue
            }
            result = try result.setting(.string(other), at: leaf.path)
        }
        return result
    }
}
