import Core
import Diagnostics
import Specs
import Values

extension Kind {
    static let deployment = Kind(
        "Deployment", group: "apps", hasDependents: true, immutable: ["spec.selector"],
        comparison: ["spec": .object(["template": .object(["spec": podSpec])])])

    private static let podSpec = Comparison.object([
        "containers": .keyed(by: ["name"], container),
        "volumes": .keyed(by: ["name"], .object(["emptyDir": .object(["sizeLimit": .quantity])])),
        "topologySpreadConstraints": .keyed(by: ["topologyKey", "whenUnsatisfiable"]),
    ])
    private static let container = Comparison.object([
        "env": .keyed(by: ["name"]),
        "ports": .keyed(by: ["containerPort", "protocol"]),
        "volumeMounts": .keyed(by: ["mountPath"]),
        "resources": .object(["requests": amounts, "limits": amounts]),
    ])
    private static let amounts = Comparison.object([:], rest: .quantity)
}

private let databasePath = FieldPath([
    .key("spec"), .key("template"), .key("metadata"), .key("annotations"), .key("cadastre.dev/database"),
])

extension Plot {
    /// The application, rolled when its settings change.
    func deployment(
        _ workload: ApplicationWorkload, settings: DesiredObject, volume: DesiredObject?,
        database: DatabaseObjects?, needs: [ObjectID]
    ) -> DesiredObject {
        var draft = draft(.deployment, named: applicationName)
        draft.needs += [settings.id] + needs + [volume?.id].compactMap(\.self)
        draft.needs += (database?.all ?? []).map(\.id)
        if let priority = workload.priority {
            draft.needs.append(id(of: .priorityClass, named: priority.name))
        }
        let selector: Value = ["app.kubernetes.io/name": .string(applicationName)]
        var podLabels = selector.fields ?? [:]
        if let tenant = owner.tenant { podLabels[Mark.tenantLabel] = .string(tenant) }
        var spec: Fields = [:]
        if let autoscaling = workload.autoscaling {
            draft.leave("spec.replicas", least: workload.replicas, autoscaling.maximum.origin)
        } else {
            spec["replicas"] = .int(Int64(workload.replicas.value))
            draft.note("spec.replicas", workload.replicas.origin)
        }
        spec["selector"] = ["matchLabels": selector]
        // Where a quota has no room for one more pod, a rollout has to make room itself.
        spec["strategy"] = ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": 1, "maxUnavailable": 1]]
        spec["template"] = [
            "metadata": [
                "labels": .object(podLabels),
                // A rolled pod is the only one that reads changed settings.
                "annotations": [
                    "cadastre.dev/settings": .string(Fingerprint.of(settings.body[key: "data"] ?? [:]))
                ],
            ],
            "spec": podSpec(
                workload, settings: settings, volume: volume, database: database, selector: selector),
        ]
        draft.content["spec"] = .object(spec)
        if let access = database?.access {
            // Another password, or another server, is only read by a rolled pod too.
            draft.state(
                databasePath,
                [
                    .value(access.address), .text(":\(DatabaseAccess.port) "), .value(access.version),
                ], access.origin)
        }
        notePod(of: workload, in: &draft)
        return sealed(draft)
    }
}
