import Core
import Specs
import Values

extension Kind {
    static let service = Kind(
        "Service",
        comparison: ["spec": .object(["ports": .keyed(by: ["port", "protocol"]), "selector": .whole])])
}

extension Plot {
    func service(for deployment: DesiredObject) -> DesiredObject {
        var draft = draft(.service, named: applicationName)
        draft.content["spec"] = [
            "selector": deployment.bodyAtFirst[at: "spec.selector.matchLabels"] ?? [:],
            "ports": [["name": "http", "port": 80, "targetPort": "http", "protocol": "TCP"]],
        ]
        return sealed(draft)
    }
}
