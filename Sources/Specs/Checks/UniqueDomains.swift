import Diagnostics

/// Every domain leads to one tenant: the one that it has by its name, those that it brings, and the platform's own.
struct UniqueDomains: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        let granted = GrantedDomains(specs)
        var claims: [String: Holder] = [:]
        claims.reserveCapacity(specs.tenants.count)
        var found: [Diagnostic] = []
        for tenant in specs.tenants {
            let name = tenant.name.value
            for domain in tenant.domains {
                if let holder = granted.holder(of: domain.value.text) ?? claims[domain.value.text] {
                    found.append(finding(domain, of: name, holder, specs))
                } else {
                    claims[domain.value.text] = Holder(way: .claim(name), origin: domain.origin)
                }
            }
        }
        return found
    }

    /// The platform's own domain, and those below it that tenants have by their names.
    private struct GrantedDomains {
        private let platform: Sourced<Domain>?
        private let suffix: String
        private let names: [String: Sourced<DNSLabel>]

        init(_ specs: SpecSet) {
            platform = specs.platforms.first?.domain
            let suffix = "." + (platform?.value.text ?? "")
            self.suffix = suffix
            // Hardly anybody claims a domain of the platform's: only then the names have to be looked up.
            let isClaimed = specs.tenants.contains { $0.domains.contains { $0.value.text.hasSuffix(suffix) } }
            names =
                isClaimed
                ? Dictionary(
                    specs.tenants.map { ($0.name.value.text, $0.name) }, uniquingKeysWith: { _, last in last }
                )
                : [:]
        }

        func holder(of domain: String) -> Holder? {
            guard let platform else { return nil }
            if domain == platform.value.text { return Holder(way: .platform, origin: platform.origin) }
            guard domain.hasSuffix(suffix), let name = names[String(domain.dropLast(suffix.count))] else {
                return nil
            }
            return Holder(way: .name(name.value), origin: name.origin)
        }
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
