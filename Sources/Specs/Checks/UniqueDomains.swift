import Diagnostics

/// Every domain leads to one tenant: the one that it has by its name, those that it brings, and the platform's own.
struct UniqueDomains: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        var holders: [String: Holder] = [:]
        holders.reserveCapacity(2 * specs.tenants.count)
        if let platform = specs.platforms.first {
            let domain = platform.domain.value.text
            holders[domain] = Holder(way: .platform, origin: platform.domain.origin)
            for index in specs.tenants.indices {
                let name = specs.tenants[index].name
                holders["\(name.value.text).\(domain)"] = Holder(way: .name(name.value), origin: name.origin)
            }
        }
        var found: [Diagnostic] = []
        for index in specs.tenants.indices {
            let name = specs.tenants[index].name.value
            for domain in specs.tenants[index].domains {
                if let holder = holders[domain.value.text] {
                    found.append(finding(domain, of: name, holder, specs))
                } else {
                    holders[domain.value.text] = Holder(way: .claim(name), origin: domain.origin)
                }
            }
        }
        return found
    }

    /// Who has a domain, and where that is said.
    private struct Holder {
        enum Way: Equatable {
            case platform
            /// By the tenant's own name.
            case name(DNSLabel)
            /// As one of the tenant's `domains`.
            case claim(DNSLabel)
        }

        let way: Way
        let origin: Origin

        var words: String {
            switch way {
            case .platform: "the platform itself"
            case .name(let tenant): "tenant \(tenant.text) by its name"
            case .claim(let tenant): "tenant \(tenant.text)"
            }
        }
    }

    private func finding(
        _ domain: Sourced<Domain>, of tenant: DNSLabel, _ holder: Holder, _ specs: SpecSet
    ) -> Diagnostic {
        let isOwn = holder.way == .name(tenant) || holder.way == .claim(tenant)
        return Diagnostic(
            .duplicateDomain, "domain \(domain.value.text) is taken", at: domain.origin,
            label: isOwn ? "this tenant has it already" : "it leads to \(holder.words)",
            notes: ["first said at \(specs.place(holder.origin))"],
            help: isOwn
                ? "remove it here" : "a domain can lead to one tenant only: remove it from one of them")
    }
}
