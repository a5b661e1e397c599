/// Whose object it is. Decides under which heading the plan shows it, and who may have it deleted.
package enum Owner: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Shared by all tenants of a region.
    case region(String)
    case tenant(String)

    package var tenant: String? { if case .tenant(let name) = self { name } else { nil } }
    package var region: String? { if case .region(let name) = self { name } else { nil } }

    package var description: String {
        switch self {
        case .region(let name): "region \(name)"
        case .tenant(let name): "tenant \(name)"
        }
    }
}
