import Core
import Specs
import Values

extension Kind {
    static let role = Kind("Role", group: "rbac.authorization.k8s.io", comparison: ["rules": .whole])
}

extension Plot {
    func role(named name: String, rules: [AccessRule]) -> DesiredObject {
        var draft = draft(.role, named: name)
        draft.content["rules"] = .array(rules.map(\.value))
        return sealed(draft)
    }
}

/// What may be done with which resources of one API group.
struct AccessRule {
    let group: String
    let resources: [String]
    let verbs: [String]

    static let read = ["get", "list", "watch"]

    var value: Value {
        [
            "apiGroups": [.string(group)], "resources": .array(resources.map(Value.string)),
            "verbs": .array(verbs.map(Value.string)),
        ]
    }
}
