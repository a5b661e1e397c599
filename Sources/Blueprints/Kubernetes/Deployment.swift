import Core
import Diagnostics
import Specs
import Values

extension Kind {
    static let deployment = Kind(
        "Deployment", group: "apps", immutable: ["spec.selector"],
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

private enum Path {
    static let replicas: FieldPath = "spec.replicas"
    static let nodeSelector: FieldPath = "spec.template.spec.nodeSelector"
    static let container = FieldPath(
        ["spec", "template", "spec", "containers"].map(FieldPath.Element.key)
            + [.item("name", "app")])
    static let image = container.appending(.key("image"))
    static let environment = container.appending(.key("env"))
    static let port = container.appending(.key("ports"))
    static let liveness = container.appending(.key("livenessProbe"))
    static let readiness = container.appending(.key("readinessProbe"))
    static let resources = container.appending(.key("resources"))
    static let requests = resources.appending(.key("requests"))
    static let limits = resources.appending(.key("limits"))
}

extension Plot {
    /// The application: without privileges, spread over zones, and rolled when its settings change.
    ///
    /// - Parameter needs: what has to stand before a pod may run: its identity and the fences around it.
    func deployment(
        _ workload: ApplicationWorkload, settings: DesiredObject, needs: [ObjectID]
    ) -> DesiredObject {
        var draft = draft(.deployment, named: applicationName)
        draft.needs += [settings.id] + needs
        let selector: Value = ["app.kubernetes.io/name": .string(applicationName)]
        var podLabels = selector.fields ?? [:]
        if let tenant = owner.tenant { podLabels[Mark.tenantLabel] = .string(tenant) }
        draft.content["spec"] = [
            "replicas": .int(Int64(workload.replicas.value)),
            "selector": ["matchLabels": selector],
            // Where a quota has no room for one more pod, a rollout has to make room itself.
            "strategy": ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": 1, "maxUnavailable": 1]],
            "template": [
                "metadata": [
                    "labels": .object(podLabels),
                    // A rolled pod is the only one that reads changed settings.
                    "annotations": [
                        "cadastre.dev/settings": .string(Fingerprint.of(settings.body[key: "data"] ?? [:]))
                    ],
                ],
                "spec": podSpec(workload, settings: settings, selector: selector),
            ],
        ]
        note(workload, in: &draft)
        return sealed(draft)
    }

    private func podSpec(_ workload: ApplicationWorkload, settings: DesiredObject, selector: Value) -> Value {
        var spec: Fields = [
            "serviceAccountName": .string(applicationAccountName),
            "automountServiceAccountToken": .bool(workload.readsTenantSettings),
            "securityContext": ["runAsNonRoot": true, "seccompProfile": ["type": "RuntimeDefault"]],
            "topologySpreadConstraints": [
                [
                    "maxSkew": 1, "topologyKey": "topology.kubernetes.io/zone",
                    "whenUnsatisfiable": "ScheduleAnyway", "labelSelector": ["matchLabels": selector],
                ]
            ],
        ]
        if !workload.nodeSelector.entries.isEmpty {
            spec["nodeSelector"] = .object(
                Fields(workload.nodeSelector.entries.map { ($0.key.value, .string($0.value.value)) }))
        }
        spec["containers"] = [container(workload)]
        spec["volumes"] = [
            ["name": "settings", "configMap": ["name": .string(settings.id.name)]],
            ["name": "scratch", "emptyDir": ["sizeLimit": "1Gi"]],
        ]
        return .object(spec)
    }

    private func container(_ workload: ApplicationWorkload) -> Value {
        [
            "name": "app",
            "image": .string(workload.image.value.text),
            "ports": [
                [
                    "name": "http", "containerPort": .int(Int64(platform.application.port.value.number)),
                    "protocol": "TCP",
                ]
            ],
            "env": .array(environment(workload)),
            "livenessProbe": probe(platform.application.probes.liveness, delay: 15),
            "readinessProbe": probe(platform.application.probes.readiness, delay: 5),
            "resources": [
                "requests": Self.amounts(workload.resources.requests),
                "limits": Self.amounts(workload.resources.limits),
            ],
            "securityContext": [
                "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true,
                "capabilities": ["drop": ["ALL"]],
            ],
            "volumeMounts": [
                ["name": "settings", "mountPath": "/etc/tenant", "readOnly": true],
                ["name": "scratch", "mountPath": "/tmp"],
            ],
        ]
    }

    private func environment(_ workload: ApplicationWorkload) -> [Value] {
        var variables = platform.application.environment.entries.map { ($0.key.value, $0.value.value) }
        if let tenant = owner.tenant {
            variables.removeAll { $0.0 == "TENANT" }
            variables.append(("TENANT", tenant))
        }
        // The API server drops an empty value.
        return variables.map {
            $0.1.isEmpty ? ["name": .string($0.0)] : ["name": .string($0.0), "value": .string($0.1)]
        }
    }

    private func probe(_ path: Sourced<URLPath>, delay: Int64) -> Value {
        [
            "httpGet": ["path": .string(path.value.text), "port": "http"],
            "initialDelaySeconds": .int(delay), "periodSeconds": 10, "timeoutSeconds": 5,
        ]
    }

    private static func amounts(_ amounts: Resources.Amounts) -> Value {
        ["cpu": .string(amounts.cpu.value.canonical), "memory": .string(amounts.memory.value.canonical)]
    }

    private func note(_ workload: ApplicationWorkload, in draft: inout Draft) {
        let application = platform.application
        draft.note(Path.replicas, workload.replicas.origin)
        draft.note(Path.image, workload.image.origin)
        draft.note(Path.port, application.port.origin)
        draft.note(Path.liveness, application.probes.liveness.origin)
        draft.note(Path.readiness, application.probes.readiness.origin)
        for (path, amounts) in [
            (Path.requests, workload.resources.requests), (Path.limits, workload.resources.limits),
        ] {
            draft.note(path.appending(.key("cpu")), amounts.cpu.origin)
            draft.note(path.appending(.key("memory")), amounts.memory.origin)
        }
        for entry in application.environment.entries {
            draft.note(
                Path.environment.appending(.item("name", .string(entry.key.value))), entry.value.origin)
        }
        for entry in workload.nodeSelector.entries {
            draft.note(Path.nodeSelector.appending(.key(entry.key.value)), entry.value.origin)
        }
    }
}
