import Core
import Specs
import Values

extension Kind {
    static let podDisruptionBudget = Kind(
        "PodDisruptionBudget", group: "policy", versions: ["v1", "v1beta1"],
        comparison: ["spec": .object(["selector": .whole])])
}

extension Plot {
    /// How many pods may be away at once while nodes are drained. By those that may be away, and not by those that must
    /// be there: with a single replica, that would keep its node from ever being drained.
    func disruptionBudget(for deployment: DesiredObject, _ workload: ApplicationWorkload) -> DesiredObject {
        var draft = draft(.podDisruptionBudget, named: applicationName)
        draft.content["spec"] = [
            "maxUnavailable": workload.maxUnavailable.value.intOrPercent,
            "selector": deployment.bodyAtFirst[at: "spec.selector"] ?? [:],
        ]
        draft.note("spec.maxUnavailable", workload.maxUnavailable.origin)
        return sealed(draft)
    }
}

extension CountOrPercent {
    /// As Kubernetes' IntOrString.
    fileprivate var intOrPercent: Value {
        switch self {
        case .count(let count): .int(Int64(count))
        case .percent(let percent): .string("\(percent)%")
        }
    }
}
