import Diagnostics

/// Every domain leads to one tenant: the one that it has by its name, those that it brings, and the platform's own.
struct UniqueDomains: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        var holders: [String: Holder] = [:]
        if let platform = specs.platforms.first {
            let domain = platform.domain.value.text
            holders[domain] = Holder(words: "the platform itself", origin: platform.domain.origin)
            for tenant in specs.tenants {
                holders["\(tenant.name.value.text).\(domain)"] = Holder(
                    words: "tenant \(tenant.name.value.text) by its name", origin: tenant.name.origin)
            }
        }
        var found: [Diagnostic] = []
        for tenant in specs.tenants {
            let own = Holder(words: "tenant \(tenant.name.value.text)", origin: tenant.name.origin)
            for domain in tenant.domains {
                if let holder = holders[domain.value.text] {
                    found.append(finding(domain, of: own, holder, specs))
                } else {
                    holders[domain.value.text] = Holder(words: own.words, origin: domain.origin)
                }
            }
        }
        return found
    }

    private struct Holder {
        let words: String
        let origin: Origin
    }

    private func finding(_ domain: Sourced<Domain>, of own: Holder, _ other: Holder, _ specs: SpecSet)
        -> Diagnostic
    {
        let isOwn = other.words.hasPrefix(own.words)
        return Diagnostic(
            .duplicateDomain, "domain \(domain.value.text) is taken", at: domain.origin,
            label: isOwn ? "this tenant has it already" : "it leads to \(other.words)",
            notes: ["first said at \(specs.place(other.origin))"],
            help: isOwn
                ? "remove it here" : "a domain can lead to one tenant only: remove it from one of them")
    }
}
