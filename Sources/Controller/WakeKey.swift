package import Core

/// What a run looks at and keeps.
package enum WakeKey: Hashable, Sendable, Comparable {
    /// Everything, in every region.
    case fleet
    /// A tenant, or what its region's tenants share.
    case owner(Owner)

    package var owner: Owner? { if case .owner(let owner) = self { owner } else { nil } }
}
