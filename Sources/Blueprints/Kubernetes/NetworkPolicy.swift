import Core
import Diagnostics
import Specs
import Values

extension Kind {
    /// Compared in both directions: what is added to a policy opens the fence.
    static let networkPolicy = Kind(
        "NetworkPolicy", group: "networking.k8s.io", comparison: ["spec": .whole])
}

private let egressPath: FieldPath = "spec.egress"

extension Plot {
    /// The fences around a namespace: nothing in, nothing out, and then what is named here.
    func networkPolicies(applicationPort: Sourced<Port>) -> [DesiredObject] {
        let policies = [
            defaultDeny(), allowSameNamespace(), allowFromPlatform(to: applicationPort), allowNames(),
        ]
        return region.egress.isEmpty ? policies : policies + [allowEgress()]
    }

    private func defaultDeny() -> DesiredObject { policy("default-deny", ["Ingress", "Egress"]) }

    private func allowSameNamespace() -> DesiredObject {
        let peers: Value = [["podSelector": [:]]]
        return policy(
            "allow-same-namespace", ["Ingress", "Egress"], ingress: [["from": peers]], egress: [["to": peers]]
        )
    }

    private func allowFromPlatform(to port: Sourced<Port>) -> DesiredObject {
        let (gateway, services) = (platform.gateway.namespace, platform.sharedServices.namespace)
        let rule: Value = [
            "from": [Self.pods(in: gateway.value.text), Self.pods(in: services.value.text)],
            // By name: while a changed number rolls out, old pods listen on the old one.
            "ports": [["port": "http", "protocol": "TCP"]],
        ]
        return policy("allow-from-platform", ["Ingress"], ingress: [rule]) { draft in
            draft.note("spec.ingress[0].ports", port.origin)
            draft.note("spec.ingress[0].from[0]", gateway.origin)
            draft.note("spec.ingress[0].from[1]", services.origin)
        }
    }

    private func allowNames() -> DesiredObject {
        let servers: Value = [
            "namespaceSelector": Self.namespaceNamed("kube-system"),
            "podSelector": ["matchLabels": ["k8s-app": "kube-dns"]],
        ]
        let ports: Value = [["port": 53, "protocol": "UDP"], ["port": 53, "protocol": "TCP"]]
        return policy("allow-dns", ["Egress"], egress: [["to": [servers], "ports": ports]])
    }

    private func allowEgress() -> DesiredObject {
        let rules = region.egress.map { egress -> Value in
            var rule: Fields = ["to": [["ipBlock": ["cidr": .string(egress.to.value.text)]]]]
            if !egress.ports.isEmpty {
                rule["ports"] = .array(
                    egress.ports.map { ["port": .int(Int64($0.value.number)), "protocol": "TCP"] })
            }
            return .object(rule)
        }
        return policy("allow-egress", ["Egress"], egress: rules) { draft in
            draft.note(egressPath, region.egress.first?.to.origin)
            for (index, egress) in region.egress.enumerated() {
                draft.note(egressPath.appending(.index(index)), egress.to.origin)
            }
        }
    }

    /// Over all pods of the namespace.
    private func policy(
        _ name: String, _ directions: [Value], ingress: [Value] = [], egress: [Value] = [],
        origins: (inout Draft) -> Void = { _ in }
    ) -> DesiredObject {
        var draft = draft(.networkPolicy, named: name)
        var spec: Fields = ["podSelector": [:], "policyTypes": .array(directions)]
        if !ingress.isEmpty { spec["ingress"] = .array(ingress) }
        if !egress.isEmpty { spec["egress"] = .array(egress) }
        draft.content["spec"] = .object(spec)
        origins(&draft)
        return sealed(draft)
    }

    private static func pods(in namespace: String) -> Value {
        ["namespaceSelector": namespaceNamed(namespace)]
    }

    /// By the label that the API server itself sets: a tenant cannot forge it.
    private static func namespaceNamed(_ name: String) -> Value {
        ["matchLabels": ["kubernetes.io/metadata.name": .string(name)]]
    }
}
