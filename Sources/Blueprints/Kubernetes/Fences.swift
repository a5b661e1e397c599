import Core
import Diagnostics
import Specs
import Values

extension Plot {
    /// Around the application: nothing in, nothing out, and then what is named here.
    func applicationFences() -> [DesiredObject] {
        [
            defaultDeny(), allowSameNamespace(), allowFromPlatform(), allowNames(), allowSharedServices(),
            policy("allow-egress", to: region.egress),
        ].compactMap(\.self)
    }

    /// Out to the API server. Only for what has a reason to ask it.
    func allowAPI() -> DesiredObject? { policy("allow-api", to: region.api) }

    fileprivate func defaultDeny() -> DesiredObject { policy("default-deny", ["Ingress", "Egress"]) }

    fileprivate func allowSameNamespace() -> DesiredObject {
        let peers: Value = [PolicyPeer.sameNamespace]
        return policy(
            "allow-same-namespace", ["Ingress", "Egress"], ingress: [["from": peers]], egress: [["to": peers]]
        )
    }

    private func allowFromPlatform() -> DesiredObject {
        let (gateway, services) = (platform.gateway.namespace, platform.sharedServices.namespace)
        let rule: Value = [
            "from": [PolicyPeer.namespace(gateway.value.text), PolicyPeer.namespace(services.value.text)],
            // By name: while a changed number rolls out, old pods listen on the old one.
            "ports": [["port": "http", "protocol": "TCP"]],
        ]
        return policy("allow-from-platform", ["Ingress"], ingress: [rule]) { draft in
            draft.note("spec.ingress[0].ports", platform.application.port.origin)
            draft.note("spec.ingress[0].from[0]", gateway.origin)
            draft.note("spec.ingress[0].from[1]", services.origin)
        }
    }

    fileprivate func allowNames() -> DesiredObject {
        var servers = PolicyPeer.namespace("kube-system").fields ?? [:]
        servers["podSelector"] = ["matchLabels": ["k8s-app": "kube-dns"]]
        let ports: Value = [["port": 53, "protocol": "UDP"], ["port": 53, "protocol": "TCP"]]
        return policy("allow-dns", ["Egress"], egress: [["to": [.object(servers)], "ports": ports]])
    }

    private func allowSharedServices() -> DesiredObject {
        let services = platform.sharedServices.namespace
        let rule: Value = ["to": [PolicyPeer.namespace(services.value.text)]]
        return policy("allow-shared-services", ["Egress"], egress: [rule]) { draft in
            draft.note("spec.egress", services.origin)
        }
    }
}

extension SharedServicesPlot {
    /// Around the shared services: the fleet's namespaces on all ports in, and out to them and to what the region names.
    func sharedServicesFences() -> [DesiredObject] {
        [
            defaultDeny(), allowSameNamespace(), allowFleet(), allowNames(),
            policy("allow-egress", to: region.egress),
        ].compactMap(\.self)
    }

    private func allowFleet() -> DesiredObject {
        let peers: Value = [PolicyPeer.fleet(platform.name.value.text)]
        return policy(
            "allow-fleet", ["Ingress", "Egress"], ingress: [["from": peers]], egress: [["to": peers]])
    }
}
