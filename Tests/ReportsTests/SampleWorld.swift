import Blueprints
import Core
import Diagnostics
import Foundation
import Planning
import Reports
import Specs
import TestSupport
import Testing
import Values

/// A small fleet as its specs ask for it, and a world to change behind its back.
struct SampleWorld {
    let sources: SourceMap
    var blueprint: Blueprint
    /// Everything that the blueprint holds is there at first, as it asks for it.
    var observations: [Observation]
    var options = PlanningOptions()

    static let west = Scope(.kubernetes, "eu-west-1")
    static let now = Timestamp(seconds: 1_795_470_387)

    /// - Parameter changing: texts of the specs to be replaced by others.
    init(changing changes: [String: String] = [:]) async throws {
        var files: [SpecFile] = []
        for name in ["platform", "regions", "tiers", "tenant"] {
            var text = String(decoding: try fixture("Golden/specs/\(name).yaml"), as: UTF8.self)
            for (old, new) in changes { text = text.replacingOccurrences(of: old, with: new) }
            files.append(SpecFile(path: "specs/\(name).yaml", bytes: Array(text.utf8)))
        }
        let load = await Fleet.load(files: files)
        sources = load.sources
        blueprint = try #require(load.fleet).blueprint()
        observations = []
        for scope in blueprint.places.keys.sorted() {
            let objects = blueprint.objects.filter { $0.id.scope == scope }.map { $0.observed() }
            let byKind = Dictionary(grouping: objects, by: \.id.kind)
            let looks = blueprint.kinds.map { ($0.name, Look(.complete, objects: byKind[$0.name] ?? [])) }
            observations.append(
                Observation(
                    scope: scope, at: Self.now, looks: Dictionary(uniqueKeysWithValues: looks)))
        }
    }

    /// The tenant's object of a kind; its settings, if nothing else is asked for.
    func desired(_ kind: String = "ConfigMap") throws -> DesiredObject {
        try #require(blueprint.objects.first { $0.id.kind == kind && $0.owner == .tenant("nordwind") })
    }

    /// Puts an object in the place of the one with its identity, or besides the others.
    mutating func put(_ object: ObservedObject) {
        for place in observations.indices where observations[place].scope == object.id.scope {
            observations[place].looks[object.id.kind]?.objects.removeAll { $0.id == object.id }
            observations[place].looks[object.id.kind]?.objects.append(object)
        }
    }

    /// All looks of all regions, or of one kind.
    mutating func look(_ outcome: Look.Outcome, kind: String? = nil) {
        for place in observations.indices {
            for name in observations[place].looks.keys where kind == nil || kind == name {
                observations[place].looks[name] = Look(outcome)
            }
        }
    }

    var plan: Plan { makePlan(blueprint, observed: observations, options: options) }

    var findings: String {
        DiagnosticText(sources: sources).render(plan.findings.map(\.diagnostic))
    }

    var text: String { PlanText(plan, sources: sources, style: .plain, now: Self.now).render() }
}

extension DesiredObject {
    /// This object as it is in a world.
    func observed(
        mark: Mark? = Mark(fleet: "parking", tenant: nil), appliedSame: Bool = true,
        isTerminating: Bool = false, body: JSONText? = nil
    ) -> ObservedObject {
        let mark = mark.map {
            Mark(fleet: $0.fleet, tenant: owner.tenant, fingerprint: appliedSame ? fingerprint : "before")
        }
        return ObservedObject(
            id: id, mark: mark, version: ObjectVersion(uid: "u", revision: "1"), isTerminating: isTerminating,
            body: body ?? JSONText(self.body))
    }

    func copy(
        name: String? = nil, kind: Kind? = nil, owner: Owner? = nil, body: Value? = nil,
        needs: [ObjectID]? = nil
    ) -> DesiredObject {
        let kind = kind ?? self.kind
        let owner = owner ?? self.owner
        let id = ObjectID(id.scope, kind.name, namespace: id.namespace, name: name ?? id.name)
        return DesiredObject(
            id: id, kind: kind, owner: owner, body: body ?? bearing(Mark.identity(of: id, owner: owner)),
            fingerprint: fingerprint, origins: origins,
            needs: needs ?? self.needs)
    }

    private func bearing(_ identity: String) -> Value {
        var body = self.body.fields ?? [:]
        var metadata = body["metadata"]?.fields ?? [:]
        var annotations = metadata["annotations"]?.fields ?? [:]
        annotations[Mark.identityAnnotation] = .string(identity)
        metadata["annotations"] = .object(annotations)
        body["metadata"] = .object(metadata)
        return .object(body)
    }
}
