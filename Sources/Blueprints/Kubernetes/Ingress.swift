import Core
import Diagnostics
import Specs
import Values

extension Kind {
    /// Compared in both directions where hosts are: one that is added leads to the tenant's pods.
    static let ingress = Kind(
        "Ingress", group: "networking.k8s.io",
        comparison: ["spec": .object(["rules": .whole, "tls": .whole])])
}

extension TenantPlot {
    /// Leads the tenant's hosts to the application that serves it; none while it is suspended.
    ///
    /// Each tenant has its own, also where the application is shared: one with a wildcard would take the hosts of
    /// tenants who are suspended or live elsewhere, and would know nothing of domains that tenants bring.
    func ingress(named name: String) -> DesiredObject? {
        if isSuspended { return nil }
        var draft = draft(.ingress, named: name)
        draft.needs.append(id(of: .service, named: applicationName))
        let gateway = platform.gateway
        if let issuer = gateway.tls.issuer {
            draft.annotations["cert-manager.io/cluster-issuer"] = .string(issuer.value.text)
            draft.note(#"metadata.annotations["cert-manager.io/cluster-issuer"]"#, issuer.origin)
        }
        draft.content["spec"] = [
            "ingressClassName": .string(gateway.ingressClass.value.text),
            "rules": .array(hosts.map { rule(for: $0.value) }),
            "tls": .array(certificates(for: name)),
        ]
        draft.note("spec.ingressClassName", gateway.ingressClass.origin)
        draft.note("spec.tls", gateway.tls.issuer?.origin ?? gateway.tls.secret?.origin)
        for (index, host) in hosts.enumerated() {
            draft.note(FieldPath([.key("spec"), .key("rules"), .index(index)]), host.origin)
        }
        return sealed(draft)
    }

    /// The platform's first, then those that the tenant brings, in one order however they are written.
    private var hosts: [Sourced<String>] {
        let own = tenant.domains.map { Sourced($0.value.text, at: $0.origin) }
        return [Sourced(platformHost, at: tenant.name.origin)] + own.sorted { $0.value < $1.value }
    }

    private func rule(for host: String) -> Value {
        let backend: Value = [
            "service": ["name": .string(applicationName), "port": ["name": "http"]]
        ]
        return [
            "host": .string(host),
            "http": ["paths": [["path": "/", "pathType": "Prefix", "backend": backend]]],
        ]
    }

    /// Every host is served with TLS; one without a secret gets the gateway's own certificate.
    private func certificates(for name: String) -> [Value] {
        let hosts = hosts.map { Value.string($0.value) }
        if platform.gateway.tls.issuer != nil {
            return [["hosts": .array(hosts), "secretName": .string("\(name)-tls")]]
        }
        guard let secret = platform.gateway.tls.secret else { return [["hosts": .array(hosts)]] }
        let brought = Array(hosts.dropFirst())
        let wildcard: Value = [
            "hosts": .array(Array(hosts.prefix(1))), "secretName": .string(secret.value.text),
        ]
        return brought.isEmpty ? [wildcard] : [wildcard, ["hosts": .array(brought)]]
    }
}
