import Core
import Diagnostics
import Specs
import Values

private enum Path {
    static let spec: FieldPath = "spec.template.spec"
    static let nodeSelector = spec.appending(.key("nodeSelector"))
    static let priority = spec.appending(.key("priorityClassName"))
    static let container = spec.appending(.key("containers")).appending(.item("name", "app"))
    static let image = container.appending(.key("image"))
    static let environment = container.appending(.key("env"))
    static let port = container.appending(.key("ports"))
    static let liveness = container.appending(.key("livenessProbe"))
    static let readiness = container.appending(.key("readinessProbe"))
    static let resources = container.appending(.key("resources"))
    static let requests = resources.appending(.key("requests"))
    static let limits = resources.appending(.key("limits"))
    static let assets = [
        spec.appending(.key("volumes")).appending(.item("name", "assets")),
        container.appending(.key("volumeMounts")).appending(.item("mountPath", .string(assetsPath))),
    ]
}

private let assetsPath = "/var/lib/assets"

extension Plot {
    /// Pods without privileges, spread over zones.
    func podSpec(
        _ workload: ApplicationWorkload, settings: DesiredObject, volume: DesiredObject?,
        database: DatabaseObjects?, selector: Value
    ) -> Value {
        var spec: Fields = [
            "serviceAccountName": .string(applicationAccountName),
            "automountServiceAccountToken": .bool(workload.readsTenantSettings),
            "securityContext": .object(securityContext(hasVolume: volume != nil)),
            "topologySpreadConstraints": [
                [
                    "maxSkew": 1, "topologyKey": "topology.kubernetes.io/zone",
                    "whenUnsatisfiable": "ScheduleAnyway", "labelSelector": ["matchLabels": selector],
                ]
            ],
        ]
        if let priority = workload.priority { spec["priorityClassName"] = .string(priority.name) }
        if !workload.nodeSelector.entries.isEmpty {
            spec["nodeSelector"] = .object(
                Fields(workload.nodeSelector.entries.map { ($0.key.value, .string($0.value.value)) }))
        }
        spec["containers"] = [container(workload, hasVolume: volume != nil, database)]
        var volumes: [Value] = [
            ["name": "settings", "configMap": ["name": .string(settings.id.name)]],
            ["name": "scratch", "emptyDir": ["sizeLimit": "1Gi"]],
        ]
        if let volume {
            volumes.append([
                "name": "assets", "persistentVolumeClaim": ["claimName": .string(volume.id.name)],
            ])
        }
        spec["volumes"] = .array(volumes)
        return .object(spec)
    }

    private func securityContext(hasVolume: Bool) -> Fields {
        var context: Fields = ["runAsNonRoot": true, "seccompProfile": ["type": "RuntimeDefault"]]
        if hasVolume {
            // A new volume belongs to root: a group of the pod's own may write to it, whoever the image runs as.
            context["fsGroup"] = 10_000
            context["fsGroupChangePolicy"] = "OnRootMismatch"
        }
        return context
    }

    private func container(
        _ workload: ApplicationWorkload, hasVolume: Bool, _ database: DatabaseObjects?
    ) -> Value {
        var mounts: [Value] = [
            ["name": "settings", "mountPath": "/etc/tenant", "readOnly": true],
            ["name": "scratch", "mountPath": "/tmp"],
        ]
        if hasVolume { mounts.append(["name": "assets", "mountPath": .string(assetsPath)]) }
        var container: Fields = [
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
            "volumeMounts": .array(mounts),
        ]
        if let database {
            container["envFrom"] = [
                ["configMapRef": ["name": .string(database.settings.id.name)]],
                ["secretRef": ["name": .string(database.secret.id.name)]],
            ]
        }
        return .object(container)
    }

    private func environment(_ workload: ApplicationWorkload) -> [Value] {
        var variables = platform.application.environment.entries.map { ($0.key.value, $0.value.value) }
        if let tenant = owner.tenant {
            variables.removeAll { $0.0 == "TENANT" }
            variables.append(("TENANT", tenant))
        }
        // The API server drops an empty value.
        return variables.map {
            $0.1.isEmpty
                ? ["name": .string($0.0)] : ["name": .string($0.0), "value": .string(Self.literal($0.1))]
        }
    }

    /// Kubernetes replaces `$(NAME)` in a value by another variable's, and takes `$$` for a dollar sign.
    private static func literal(_ text: String) -> String {
        text.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")
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

    /// Which YAML asked for what of the pods.
    func notePod(of workload: ApplicationWorkload, in draft: inout Draft) {
        let application = platform.application
        draft.note(Path.image, workload.image.origin)
        draft.note(Path.port, application.port.origin)
        draft.note(Path.liveness, application.probes.liveness.origin)
        draft.note(Path.readiness, application.probes.readiness.origin)
        draft.note(Path.priority, workload.priority?.value.origin)
        for path in Path.assets { draft.note(path, workload.assets?.size.origin) }
        for (path, amounts) in [
            (Path.requests, workload.resources.requests), (Path.limits, workload.resources.limits),
        ] {
            draft.note(path.appending(.key("cpu")), amounts.cpu.origin)
            draft.note(path.appending(.key("memory")), amounts.memory.origin)
        }
        draft.note(Path.environment, application.environment.origin)
        for entry in application.environment.entries where owner.tenant == nil || entry.key.value != "TENANT"
        {
            draft.note(
                Path.environment.appending(.item("name", .string(entry.key.value))), entry.value.origin)
        }
        if owner.tenant != nil { draft.note(Path.environment.appending(.item("name", "TENANT")), origin) }
        draft.note(Path.nodeSelector, workload.nodeSelector.origin)
        for entry in workload.nodeSelector.entries {
            draft.note(Path.nodeSelector.appending(.key(entry.key.value)), entry.value.origin)
        }
    }
}
