import Core
import Diagnostics
import Specs
import Values

extension Kind {
    static let roleBinding = Kind(
        "RoleBinding", group: "rbac.authorization.k8s.io", immutable: ["roleRef"],
        comparison: ["roleRef": .whole, "subjects": .whole])
}

private let rbacGroup = "rbac.authorization.k8s.io"

extension Plot {
    func roleBinding(named name: String, to role: DesiredObject, subjects: [(Value, Origin?)])
        -> DesiredObject
    {
        var draft = draft(.roleBinding, named: name)
        draft.needs.append(role.id)
        draft.content["roleRef"] = [
            "apiGroup": .string(rbacGroup), "kind": "Role", "name": .string(role.id.name),
        ]
        draft.content["subjects"] = .array(subjects.map(\.0))
        for (index, subject) in subjects.enumerated() {
            draft.note(FieldPath([.key("subjects"), .index(index)]), subject.1)
        }
        return sealed(draft)
    }
}

extension TenantPlot {
    /// What the tenant's own people may see and do in its namespace. A role that nobody holds is left out.
    func access() -> [DesiredObject] {
        grant("tenant-admin", to: tenant.access.admins, Self.viewing + Self.running)
            + grant("tenant-viewer", to: tenant.access.viewers, Self.viewing)
    }

    private static let viewing = [
        AccessRule(group: "", resources: ["events", "pods", "pods/log", "services"], verbs: AccessRule.read),
        AccessRule(group: "apps", resources: ["deployments", "replicasets"], verbs: AccessRule.read),
    ]
    private static let running = [
        AccessRule(group: "", resources: ["configmaps"], verbs: AccessRule.read),
        // Deleting a pod restarts it; nothing here changes what the specs say.
        AccessRule(group: "", resources: ["pods"], verbs: ["delete"]),
    ]

    private func grant(_ name: String, to groups: [Sourced<GroupName>], _ rules: [AccessRule])
        -> [DesiredObject]
    {
        if groups.isEmpty { return [] }
        let role = role(named: name, rules: rules)
        let subjects = groups.sorted { $0.value.text < $1.value.text }.map { group -> (Value, Origin?) in
            (
                ["kind": "Group", "apiGroup": .string(rbacGroup), "name": .string(group.value.text)],
                group.origin
            )
        }
        return [role, roleBinding(named: name, to: role, subjects: subjects)]
    }
}

extension RegionPlot {
    /// Lets the shared application read the settings of the tenants that it serves.
    func settingsReaders() -> [DesiredObject] {
        let name = "settings-reader"
        let role = role(
            named: name, rules: [AccessRule(group: "", resources: ["configmaps"], verbs: AccessRule.read)])
        let account: Value = [
            "kind": "ServiceAccount", "name": .string(applicationAccountName),
            "namespace": .string(namespaceName),
        ]
        return [role, roleBinding(named: name, to: role, subjects: [(account, nil)])]
    }
}
