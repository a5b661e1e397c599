import Blueprints
import Core
import Diagnostics
import Foundation
import Kubernetes
import Planning
import Reconciliation
import Specs
import Testing
import Values

/// Copies of the example fleet's objects in namespaces of their own, as many as a test has cases: one observation then
/// tells of all of them.
struct CopiedFleet: Sendable {
    let fleet = Testbed.uniqueName("f").filter { $0 != "-" }
    let provider: any Provider
    let meddler: Meddler
    private(set) var blueprint: Blueprint
    /// One for each kind and each attribute that any object of the kind has and that can have another value.
    let models: [(model: DesiredObject, leaf: LeafAttribute)]

    init() async throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../specs").standardized.path
        let files = await SpecFolder.read(folder).files
        let load = await Fleet.load(files: files)
        var example = try #require(load.fleet).blueprint()
        example.kinds = example.kinds.filter { $0.world == .kubernetes }
        example.objects = example.objects.filter { $0.kind.world == .kubernetes }
        var seen: Set<String> = []
        models = example.objects.flatMap { object in
            LeafAttribute.all(of: object.body, object.kind.comparison).map { (object, $0) }
        }.filter { $0.1.otherValue != nil && seen.insert("\($0.0.kind.name) \($0.1.path)").inserted }
        provider = try Testbed.provider()
        meddler = try await Meddler(example.kinds)
        blueprint = Blueprint(
            fleet: fleet, kinds: example.kinds,
            places: [
                Testbed.scope: Place(jurisdiction: "EU", origin: Origin(file: FileID(0), line: 1, column: 1))
            ],
            tenants: [:], objects: [], safety: example.safety, specCount: 1)
        let namespace = try #require(example.objects.first { $0.id.kind == "Namespace" })
        // Each kind has its own, so that a copied quota counts nothing but itself.
        for kind in example.kinds where kind.isNamespaced {
            blueprint.objects.append(
                try copy(namespace, as: ObjectID(Testbed.scope, "Namespace", name: self.namespace(of: kind))))
        }
    }

    private func namespace(of kind: Kind) -> String { "\(fleet)-\(kind.name.lowercased())" }

    /// - Returns: the copy.
    @discardableResult
    mutating func add(_ model: DesiredObject) throws -> DesiredObject {
        let name = "\(fleet)-\(blueprint.objects.count)"
        let id = ObjectID(
            Testbed.scope, model.kind.name,
            namespace: model.kind.isNamespaced ? namespace(of: model.kind) : "", name: name)
        let copy = try copy(model, as: id)
        blueprint.objects.append(copy)
        return copy
    }

    mutating func replace(_ object: DesiredObject) {
        blueprint.objects = blueprint.objects.map { $0.id == object.id ? object : $0 }
    }

    func copy(_ model: DesiredObject, as id: ObjectID, changing: (FieldPath, Value)? = nil) throws
        -> DesiredObject
    {
        var body = try model.body.setting(.string(id.name), at: "metadata.name")
        if !id.namespace.isEmpty { body = try body.setting(.string(id.namespace), at: "metadata.namespace") }
        let labels: FieldPath = "metadata.labels"
        body = try body.setting(.string(fleet), at: labels.appending(.key(Mark.fleetLabel)))
        body = try body.setting(
            .string(Mark.identity(of: id, owner: model.owner)),
            at: FieldPath([.key("metadata"), .key("annotations"), .key(Mark.identityAnnotation)]))
        if let (path, value) = changing { body = try body.setting(value, at: path) }
        body = try body.removing(Mark.fingerprintPath)
        let fingerprint = Mark.fingerprint(of: body, model.kind.comparison)
        return DesiredObject(
            id: id, kind: model.kind, owner: model.owner,
            body: try body.setting(.string(fingerprint), at: Mark.fingerprintPath), fingerprint: fingerprint,
            origins: [],
            needs: id.namespace.isEmpty ? [] : [ObjectID(id.scope, "Namespace", name: id.namespace)])
    }

    func plan(_ options: PlanningOptions = PlanningOptions()) async throws -> Plan {
        let observations = try await observe(blueprint, with: [provider])
        return makePlan(blueprint, observed: observations, options: options)
    }

    /// Makes the world what the blueprint says.
    func apply() async throws {
        let report = await Applier([provider]).apply(try await plan())
        for entry in report.failed { Issue.record("\(entry.change.id): \(entry.result)") }
    }

    func expectPeace(_ when: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let plan = try await plan()
        let differences = plan.changes.map { "\($0.action) \($0.id.short): \($0.differences)" }
        #expect(differences == [], "\(when)", sourceLocation: sourceLocation)
        #expect(plan.findings.map(\.diagnostic.summary) == [], "\(when)", sourceLocation: sourceLocation)
    }

    func cleanUp() async throws {
        for object in blueprint.objects where object.id.namespace.isEmpty {
            try await meddler.delete(object.id)
        }
    }
}
