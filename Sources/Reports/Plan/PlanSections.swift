import Core

/// The changes of one owner, in the order in which people read them.
struct PlanSection {
    let title: String
    let changes: [Change]
}

extension Owner {
    /// `tenant acme in us-east-1`; what a region's tenants share is in that region.
    func words(in region: String) -> String { self == .region(region) ? "\(self)" : "\(self) in \(region)" }
}

extension Plan {
    /// One section for each region's shared objects and then for each tenant, by name. What is kept is apart.
    var sections: [PlanSection] {
        let groups = Dictionary(grouping: changes.filter { $0.action.isChange }, by: \.owner)
        return groups.sorted { $0.key < $1.key }.map { owner, changes in
            PlanSection(title: title(of: owner), changes: changes.sorted { $0.id < $1.id })
        }
    }

    /// What is kept though the specs do not ask for it, by owner, region and reason.
    var kept: [(owner: Owner, region: String, reason: Reason, objects: [ObjectID])] {
        struct Key: Hashable {
            let owner: Owner
            let region: String
            let reason: Reason
        }
        let groups = Dictionary(grouping: changes.filter { $0.action == .keep }) {
            Key(owner: $0.owner, region: $0.id.scope.region, reason: $0.reason)
        }
        return groups.map { ($0.owner, $0.region, $0.reason, $1.map(\.id).sorted()) }
            .sorted { ($0.0, $0.1, $0.3[0]) < ($1.0, $1.1, $1.3[0]) }
    }

    func title(of owner: Owner) -> String {
        switch owner {
        case .tenant(let name): titles[name] ?? "tenant \(name)"
        case .region(let name): "\(name) · shared by its tenants"
        }
    }
}
