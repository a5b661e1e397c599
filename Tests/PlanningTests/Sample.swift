import Core
import Diagnostics
import Planning
import Values

/// A small fleet to make plans of.
enum Sample {
    static let fleet = "parking"
    static let east = Scope(.kubernetes, "east")
    static let west = Scope(.kubernetes, "west")
    static let now = Timestamp(seconds: 1_800_000_000)

    static let namespace = Kind("Namespace", isNamespaced: false, holdsData: true)
    static let quota = Kind(
        "ResourceQuota", comparison: ["spec": .object(["hard": .object([:], rest: .quantity)])])
    static let fence = Kind("NetworkPolicy", comparison: ["spec": .whole])
    static let settings = Kind("ConfigMap")
    static let claim = Kind(
        "Claim", holdsData: true, immutable: ["spec.class"], growing: ["spec.resources.requests"],
        comparison: ["spec": .object(["resources": .object(["requests": .object([:], rest: .quantity)])])])
    static let workload = Kind(
        "Deployment", group: "apps", immutable: ["spec.selector"],
        comparison: [
            "spec": .object([
                "env": .keyed(by: ["name"]), "ports": .keyed(by: ["port", "protocol"]), "finalizers": .set,
            ])
        ])
    static let ingress = Kind("Ingress", comparison: ["spec": .object(["rules": .whole])])
    static let kinds = [namespace, quota, fence, settings, claim, workload, ingress]

    static func id(_ kind: Kind, _ name: String, in scope: Scope = east, namespace: String = "a") -> ObjectID
    {
        ObjectID(scope, kind.name, namespace: kind.isNamespaced ? namespace : "", name: name)
    }

    static func origin(_ line: Int) -> Origin { Origin(file: FileID(0), line: line, column: 1) }

    static func terms(
        residency: [String] = ["EU"], region: String = "east", end: TenantTerms.End? = nil,
        origins: [Origin] = [],
        sharedData: [ObjectID] = []
    ) -> TenantTerms {
        TenantTerms(
            title: "title", residency: residency, residencyOrigins: origins, region: region,
            regionOrigin: origin(9), end: end,
            sharedData: sharedData
        )
    }

    static func terminated(until end: Timestamp?) -> TenantTerms {
        terms(end: TenantTerms.End(origin: origin(3), retentionEnds: end))
    }

    static func blueprint(
        _ objects: [DesiredObject], tenants: [String: TenantTerms] = ["acme": terms()],
        budget: DeletionBudget = .count(100)
    ) -> Blueprint {
        Blueprint(
            fleet: fleet, kinds: kinds,
            places: [
                east: Place(jurisdiction: "EU", origin: origin(1)),
                west: Place(jurisdiction: "US", origin: origin(2)),
            ], tenants: tenants, objects: objects, safety: Safety(deletionBudget: budget), specCount: 3)
    }

    /// All kinds were looked at, and `objects` is all there is.
    static func observation(of objects: [ObservedObject], in scope: Scope = east) -> Observation {
        let there = Dictionary(grouping: objects.filter { $0.id.scope == scope }, by: \.id.kind)
        return Observation(
            scope: scope, at: now,
            looks: Dictionary(
                uniqueKeysWithValues: kinds.map { ($0.name, Look(.complete, objects: there[$0.name] ?? [])) })
        )
    }
}

extension DesiredObject {
    /// - Parameter content: the manifest's members beside its metadata.
    static func sample(
        _ kind: Kind, _ name: String = "web", _ content: Fields = [:], in scope: Scope = Sample.east,
        namespace: String = "a", owner: Owner = .tenant("acme"), origins: [AttributeOrigin] = [],
        needs: [ObjectID] = []
    ) -> DesiredObject {
        let id = Sample.id(kind, name, in: scope, namespace: namespace)
        var body: Fields = ["kind": .string(kind.name)]
        for (key, value) in content { body[key] = value }
        let fingerprint = Mark.fingerprint(of: .object(body), kind.comparison)
        body["metadata"] = [
            "name": .string(name), "annotations": [Mark.fingerprintAnnotation: .string(fingerprint)],
        ]
        return DesiredObject(
            id: id, kind: kind, owner: owner, body: .object(body), fingerprint: fingerprint,
            origins: [AttributeOrigin(FieldPath(), Sample.origin(1))] + origins, needs: needs)
    }

    /// The object in a world that is as this asks for.
    func observed(
        _ change: (inout Fields) -> Void = { _ in }, fleet: String? = Sample.fleet,
        appliedBefore: Bool = false, applied: String? = nil, isTerminating: Bool = false,
        managers: [Value] = []
    ) -> ObservedObject {
        var body = body.fields ?? [:]
        change(&body)
        var metadata = body["metadata"]?.fields ?? [:]
        metadata["managedFields"] = .array(managers)
        if metadata["annotations"] == nil { metadata["annotations"] = [:] }
        var annotations = metadata["annotations"]?.fields ?? [:]
        annotations[Mark.identityAnnotation] = .string(Mark.identity(of: id, owner: owner))
        metadata["annotations"] = .object(annotations)
        body["metadata"] = .object(metadata)
        return ObservedObject(
            id: id,
            mark: fleet.map {
                Mark(
                    fleet: $0, tenant: owner.tenant,
                    fingerprint: applied ?? (appliedBefore ? "before" : fingerprint))
            },
            version: ObjectVersion(uid: "uid", revision: "1"), isTerminating: isTerminating,
            body: JSONText(.object(body)))
    }
}

/// An entry of `metadata.managedFields`.
func manager(
    _ name: String, _ operation: String = "Update", at time: String = "2026-11-23T21:00:00Z",
    in apiVersion: String = "apps/v1", holds fields: Value
) -> Value {
    [
        "manager": .string(name), "operation": .string(operation), "time": .string(time),
        "apiVersion": .string(apiVersion), "fieldsV1": fields,
    ]
}

extension Plan {
    /// Everything in a plan as lines, to be compared.
    var lines: [String] {
        changes.map { change in
            "\(change.action) \(change.id) of \(change.owner): \(change.reason); \(change.differences); "
                + "takes \(change.takesOwnership); needs \(change.needs); blocked by \(change.blockedBy); "
                + "\(change.desired?.fingerprint ?? "-") \(String(describing: change.observed))"
        } + findings.map { "\($0)" } + ["\(unchanged) \(regions) \(String(describing: observedAt))"]
    }

    var codes: [String] { findings.map(\.diagnostic.code) }
}
