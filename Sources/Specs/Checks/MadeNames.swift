import Diagnostics

/// The names that are made from those in the specs fit where they go, and no two of them meet.
struct MadeNames: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        guard let platform = specs.platforms.first else { return [] }
        return namespaces(of: platform, specs) + databases(of: platform, specs) + services(of: platform)
    }

    // MARK: - Services

    /// The application's Service has to be a name in DNS of the old form, as RFC 1035 has it.
    private func services(of platform: Platform) -> [Diagnostic] {
        let name = platform.name
        guard let first = name.value.text.utf8.first, first.isDigit else { return [] }
        return [
            Diagnostic(
                .serviceName, "no Service can have the name \(name.value.text)-app", at: name.origin,
                label: "it would begin with a digit",
                notes: ["every name that is made begins with the platform's, and a Service's with a letter"],
                help: "begin the platform's name with a letter")
        ]
    }

    // MARK: - Namespaces

    private func namespaces(of platform: Platform, _ specs: SpecSet) -> [Diagnostic] {
        let prefix = platform.name.value.text
        let shared = "\(prefix)-shared"
        var found: [Diagnostic] = []
        if shared.utf8.count > Diagnostic.longestName {
            found.append(.tooLong("namespace", shared, at: platform.name.origin, "the platform's name"))
        }
        let services = platform.sharedServices.namespace
        let gateway = platform.gateway.namespace
        if services.value.text == shared {
            found.append(
                .collision("namespace", shared, at: services.origin, "the shared application's has this name")
            )
        }
        // What is in the gateway's namespace may reach all tenants.
        if gateway.value.text == shared {
            found.append(
                .collision("namespace", shared, at: gateway.origin, "the shared application's has this name"))
        } else if gateway.value == services.value {
            found.append(
                .collision(
                    "namespace", gateway.value.text, at: gateway.origin,
                    "sharedServices.namespace has this name, at \(specs.place(services.origin))"))
        }
        let dedicated = Set(specs.tiers.filter { $0.compute.value == .dedicated }.map(\.name.value.text))
        for tenant in specs.tenants.filter({ dedicated.contains($0.tier.value) }).map(\.name) {
            let name = "\(prefix)-tenant-\(tenant.value.text)"
            if name.utf8.count > Diagnostic.longestName {
                found.append(.tooLong("namespace", name, at: tenant.origin, "the tenant's name"))
            } else if name == services.value.text {
                found.append(
                    .collision(
                        "namespace", name, at: tenant.origin,
                        "sharedServices.namespace has this name, at \(specs.place(services.origin))"))
            } else if name == gateway.value.text {
                found.append(
                    .collision(
                        "namespace", name, at: tenant.origin,
                        "gateway.namespace has this name, at \(specs.place(gateway.origin))"))
            }
        }
        return found
    }

    // MARK: - Databases

    /// A database's name has underscores for hyphens, and is cut where PostgreSQL would cut it.
    private func databases(of platform: Platform, _ specs: SpecSet) -> [Diagnostic] {
        var found: [Diagnostic] = []
        var holders: [[UInt8]: Sourced<DNSLabel>] = [:]
        let prefix = platform.name.value.text
        for tenant in specs.tenants.map(\.name) {
            // Only where one is cut can two be equal.
            guard prefix.utf8.count + 1 + tenant.value.text.utf8.count >= Diagnostic.longestName else {
                continue
            }
            let name = "\(prefix)_\(tenant.value.text)".utf8
                .prefix(Diagnostic.longestName).map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
            guard let other = holders.updateValue(tenant, forKey: name) else { continue }
            holders[name] = other
            // Of one name twice, another check says so.
            guard other.value != tenant.value else { continue }
            found.append(
                .collision(
                    "database", String(decoding: name, as: UTF8.self), at: tenant.origin,
                    "tenant \(other.value.text) at \(specs.place(other.origin)) gets it too: "
                        + "names are cut after \(Diagnostic.longestName) characters"))
        }
        return found
    }
}
