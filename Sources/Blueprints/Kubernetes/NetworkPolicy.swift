import Core
import Diagnostics
import Specs
import Values

extension Kind {
    static let networkPolicy = Kind("NetworkPolicy", group: "networking.k8s.io")
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

    private func defaultDeny() -> DesiredObject {
        var draft = draft(.networkPolicy, named: "default-deny")
        draft.content["spec"] = ["podSelector": [:], "policyTypes": ["Ingress", "Egress"]]
        return sealed(draft)
    }

    private func allowSameNamespace() -> DesiredObject {
        var draft = draft(.networkPolicy, named: "allow-same-namespace")
        draft.content["spec"] = [
            "podSelector": [:], "policyTypes": ["Ingress", "Egress"],
            "ingress": [["from": [["podSelector": [:]]]]],
            "egress": [["to": [["podSelector": [:]]]]],
        ]
        return sealed(draft)
    }

    private func allowFromPlatform(to port: Sourced<Port>) -> DesiredObject {
        var draft = draft(.networkPolicy, named: "allow-from-platform")
        let (gateway, services) = (platform.gateway.namespace, platform.sharedServices.namespace)
        draft.content["spec"] = [
            "podSelector": [:], "policyTypes": ["Ingress"],
            "ingress": [
                [
                    "from": [Self.pods(in: gateway.value.text), Self.pods(in: services.value.text)],
                    "ports": [["port": .int(Int64(port.value.number)), "protocol": "TCP"]],
                ]
            ],
        ]
        draft.note("spec.ingress[0].ports", port.origin)
        draft.note("spec.ingress[0].from[0]", gateway.origin)
        draft.note("spec.ingress[0].from[1]", services.origin)
        return sealed(draft)
    }

    private func allowNames() -> DesiredObject {
        var draft = draft(.networkPolicy, named: "allow-dns")
        draft.content["spec"] = [
            "podSelector": [:], "policyTypes": ["Egress"],
            "egress": [
                [
                    "to": [
                        [
                            "namespaceSelector": Self.namespaceNamed("kube-system"),
                            "podSelector": ["matchLabels": ["k8s-app": "kube-dns"]],
                        ]
                    ],
                    "ports": [["port": 53, "protocol": "UDP"], ["port": 53, "protocol": "TCP"]],
                ]
            ],
        ]
        return sealed(draft)
    }

    private func allowEgress() -> DesiredObject {
        var draft = draft(.networkPolicy, named: "allow-egress")
        var rules: [Value] = []
        for (index, egress) in region.egress.enumerated() {
            var rule: Fields = ["to": [["ipBlock": ["cidr": .string(egress.to.value.text)]]]]
            if !egress.ports.isEmpty {
                rule["ports"] = .array(
                    egress.ports.map { ["port": .int(Int64($0.value.number)), "protocol": "TCP"] })
            }
            rules.append(.object(rule))
            draft.note(egressPath.appending(.index(index)), egress.to.origin)
        }
        draft.content["spec"] = ["podSelector": [:], "policyTypes": ["Egress"], "egress": .array(rules)]
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
