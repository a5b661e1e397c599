import Core

extension Mark {
    /// What selects all that bears a fleet's mark.
    static func selector(of fleet: String) -> String {
        "\(managedByLabel)=\(managedByValue),\(fleetLabel)=\(fleet)"
    }

    /// What selects these owners' objects among them, and perhaps more: a selector knows no "or".
    static func selector(of owners: Set<Owner>) -> String {
        let tenants = owners.compactMap(\.tenant).sorted()
        if tenants.isEmpty { return "!\(tenantLabel)" }
        return tenants.count == owners.count
            ? "\(tenantLabel) in (\(tenants.joined(separator: ",")))" : fleetLabel
    }
}
