/// What a document can be about.
package enum SpecKind: String, CaseIterable, Hashable, Sendable {
    case platform = "Platform"
    case tier = "Tier"
    case region = "Region"
    case tenant = "Tenant"
}

extension SpecKind: Choice {
    static let noun = "kind"

    var about: String { notation.about }

    /// What its `spec` holds.
    var notation: (noun: String, about: String, fields: [FieldNotation]) {
        switch self {
        case .platform: Platform.shape.notation
        case .tier: Tier.shape.notation
        case .region: Region.shape.notation
        case .tenant: Tenant.shape.notation
        }
    }
}

extension Shape {
    fileprivate var notation: (noun: String, about: String, fields: [FieldNotation]) { (noun, about, fields) }
}
