import Core
import Specs
import Values

extension Kind {
    static let horizontalPodAutoscaler = Kind(
        "HorizontalPodAutoscaler", group: "autoscaling", versions: ["v2", "v2beta2"])
}

extension Plot {
    /// Runs more pods when there is more to do; the Deployment leaves it to say how many. None where nothing is to run.
    func autoscaler(for deployment: DesiredObject, _ workload: ApplicationWorkload) -> DesiredObject? {
        guard let autoscaling = workload.autoscaling else { return nil }
        var draft = draft(.horizontalPodAutoscaler, named: applicationName)
        draft.needs.append(deployment.id)
        draft.content["spec"] = [
            "scaleTargetRef": [
                "apiVersion": .string(deployment.kind.apiVersion), "kind": .string(deployment.kind.name),
                "name": .string(deployment.id.name),
            ],
            "minReplicas": .int(Int64(workload.replicas.value)),
            "maxReplicas": .int(Int64(autoscaling.maximum.value)),
            "metrics": [
                [
                    "type": "Resource",
                    "resource": [
                        "name": "cpu",
                        "target": [
                            "type": "Utilization",
                            "averageUtilization": .int(Int64(autoscaling.cpu.value)),
                        ],
                    ],
                ]
            ],
        ]
        draft.note("spec.minReplicas", workload.replicas.origin)
        draft.note("spec.maxReplicas", autoscaling.maximum.origin)
        draft.note("spec.metrics", autoscaling.cpu.origin)
        return sealed(draft)
    }
}
