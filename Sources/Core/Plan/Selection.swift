/// Which part of a fleet a command is about. An empty set means all.
package struct Selection: Hashable, Sendable {
    package var tenants: Set<String>
    package var regions: Set<String>
    /// Names of kinds.
    package var kinds: Set<String>
    package var owners: Set<Owner>

    package init(
        tenants: Set<String> = [], regions: Set<String> = [], kinds: Set<String> = [], owners: Set<Owner> = []
    ) {
        self.tenants = tenants
        self.regions = regions
        self.kinds = kinds
        self.owners = owners
    }

    package static let all = Selection()

    package func includes(_ id: ObjectID, of owner: Owner) -> Bool {
        includes(id.scope) && includes(kind: id.kind)
            && (owners.isEmpty || owners.contains(owner))
            && (tenants.isEmpty || owner.tenant.map(includes(tenant:)) ?? false)
    }

    package func includes(_ scope: Scope) -> Bool { regions.isEmpty || regions.contains(scope.region) }
    package func includes(tenant: String) -> Bool {
        (tenants.isEmpty || tenants.contains(tenant)) && (owners.isEmpty || owners.contains(.tenant(tenant)))
    }
    package func includes(kind: String) -> Bool { kinds.isEmpty || kinds.contains(kind) }
}
