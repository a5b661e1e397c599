import Core
import Specs
import Values

extension Kind {
    static let limitRange = Kind(
        "LimitRange",
        comparison: ["spec": .object(["limits": .object(["default": amounts, "defaultRequest": amounts])])])

    private static let amounts = Comparison.object([:], rest: .quantity)
}

extension Plot {
    /// What a container gets that does not say what it needs. Without it a quota refuses such a pod.
    func limitRange() -> DesiredObject {
        var draft = draft(.limitRange, named: "container-defaults")
        draft.content["spec"] = [
            "limits": [
                [
                    "type": "Container",
                    "default": ["cpu": "500m", "memory": "512Mi"],
                    "defaultRequest": ["cpu": "100m", "memory": "128Mi"],
                ]
            ]
        ]
        return sealed(draft)
    }
}
