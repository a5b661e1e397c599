import Core
import Diagnostics
import Planning
import Sandbox
import TestSupport
import Testing
import Values

/// A rule for any attribute of any object, from the YAML text on.
@Suite("Every attribute that is ignored")
struct IgnoredFleetTests {
    @Test(
        "is made as the specs say, is no difference whatever others make of it, stays theirs, and is one without the rule",
        arguments: Seeds.portions)
    func ignored(_ seeds: ClosedRange<UInt64>) async throws {
        let world = try SandboxWorld()
        var met: [String: Int] = [:]
        await Seeds.check(seeds) { seed in
            var random = SeededGenerator(seed: seed &+ 4_000_000)
            var fleet = GeneratedFleet("i\(seed)", &random)
            fleet.rules = []
            let plain = try await fleet.load(&random).blueprint
            guard let (object, path) = plain.anyAttribute(&random), let stated = object.body[at: path] else {
                return
            }
            let isFirst = random.hits(2)
            if !isFirst { _ = try await world.apply(plain) }
            fleet.rules = [
                "{kind: \(object.kind.name), path: '\(path.notation.replacing("'", with: "''"))', "
                    + "names: [\(object.id.name)]}"
            ]
            let ignoring = try await fleet.load(&random).blueprint
            _ = try await world.apply(ignoring)
            try require(
                try await world.value(path, of: object.id) == stated, "not made: \(object.id) \(path)")
            try await world.requirePeace(ignoring, "after it was applied")

            let change: ForeignChange = random.hits(4) ? .set(path, stated.changed) : .remove(path)
            try await world.store.drift(object.id, object.kind, by: "rival", change)
            let theirs = try await world.value(path, of: object.id)
            try await world.requirePeace(ignoring, "after \(object.id) \(path) was changed by others")

            // Something else of the object has to be put right.
            let attribute = ignoring.attributes(of: object.id).filter { !$0.0.isInside(path) }.randomElement(
                using: &random)
            if let (other, value) = attribute {
                try await world.store.drift(object.id, object.kind, .set(other, value.changed))
                _ = try await world.apply(ignoring)
                try require(try await world.value(other, of: object.id) == value, "not healed: \(other)")
                met["applied beside it", default: 0] += 1
            }
            try require(
                try await world.value(path, of: object.id) == theirs, "taken: \(object.id) \(path)")

            fleet.rules = []
            let again = try await fleet.load(&random).blueprint
            let plan = try await world.plan(again)
            let difference = plan.changes.first { $0.id == object.id }?.differences.first {
                $0.path == path || path.hasPrefix($0.path)
            }
            if stated != theirs { try require(difference != nil, "not told: \(object.id) \(path)") }
            try require(
                !plan.findings.contains { $0.diagnostic.code == "ownership.conflict" }, "in conflict")
            met["to the end", default: 0] += 1
        }
        if seeds.count == 250 {
            #expect(
                met["to the end", default: 0] > 50 && met["applied beside it", default: 0] > 10, "\(met)")
        }
    }
}

extension Blueprint {
    /// One that an ignore rule may name.
    fileprivate func anyAttribute(_ random: inout SeededGenerator) -> (DesiredObject, FieldPath)? {
        guard let object = objects.randomElement(using: &random) else { return nil }
        return attributes(of: object.id).randomElement(using: &random).map { (object, $0.0) }
    }

    /// Those that can be changed in place, and are no lists and in none without keys.
    fileprivate func attributes(of id: ObjectID) -> [(FieldPath, Value)] {
        guard let object = objects.first(where: { $0.id == id }) else { return [] }
        return object.kind.comparison.leaves(of: object.body).filter { path, value in
            !path.isBookkeeping && value.fields == nil && value.array == nil
                && !object.kind.immutable.contains(where: path.hasPrefix)
                && !path.elements.contains { if case .index = $0 { true } else { false } }
        }
    }
}

extension SandboxWorld {
    fileprivate func value(_ path: FieldPath, of id: ObjectID) async throws -> Value? {
        try await store.object(id)?.body.decode()[at: path]
    }

    fileprivate func requirePeace(_ blueprint: Blueprint, _ when: String) async throws {
        let changes = try await plan(blueprint).changes
        let shown = changes.map { "\($0.action) \($0.id) \($0.differences.map(\.path))" }
        try require(changes.isEmpty, "\(when): \(shown)")
    }
}
